"""Tells people from programs and organisations among the authors in a file's properties."""

import re
from collections.abc import Iterable, Iterator

from cse_assess.reading.privacy.findings import PrivacyFinding, PrivacyKind

_NOBODY = re.compile(
    r"(?:(?:microsoft|ms|windows) (?:office )?user|(?:local )?admin(?:istrator)?|user\d*|author|"
    r"unknown|anonymous|none|default|owner|python-docx|openpyxl|xlsxwriter|apache poi|"
    r"libreoffice.*|openoffice.*|adobe .*|canva|google docs.*|weasyprint.*)",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:council|borough|county|city of|ltd|limited|plc|llp|trust|team|department|directorate|"
    r"services?|library|libraries|office|university|college|school|agency|association|"
    r"communications|housing|group|foundation|charity|partnership)\b",
    re.IGNORECASE,
)


def find_authors(names: Iterable[str]) -> Iterator[PrivacyFinding]:
    """Return the people among the authors in a file's properties.

    A program's own name is nobody's; an organisation's may be public.
    """
    for name in (name.strip() for name in names):
        if name and not _NOBODY.fullmatch(name):
            is_public = _ORGANISATION.search(name) is not None
            yield PrivacyFinding(PrivacyKind.AUTHOR, name, None, may_be_public=is_public)
