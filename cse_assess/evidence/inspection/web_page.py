"""Checks saved web pages: markup without script, frames or forms."""

import re
from html.parser import HTMLParser
from typing import BinaryIO

from cse_assess.evidence.inspection.content import Limits
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.decoding import read_text
from cse_assess.reading.refusal import DISGUISED, Refused

MOST_BYTES = 20 * 1024 * 1024
_TOO_LARGE = "Web pages larger than 20 MB cannot be checked. Print the page to a PDF."
_ACTIVE = (
    "The web page holds script, a form or another page inside it. Print it to a PDF, "
    "or add its web address as a link instead."
)
_ACTIVE_ELEMENTS = frozenset(
    {
        "script", "iframe", "frame", "object", "embed", "applet", "form", "base", "portal",
        "svg", "math", "template",
    }
)  # fmt: skip
# Comments and the content of some elements end elsewhere in a browser than in our parser, so
# nothing that looks like an active element is let in, wherever it stands.
_LOOKS_ACTIVE = re.compile(
    rf"""<[\s/]*(?:{"|".join(sorted(_ACTIVE_ELEMENTS))})\b|<[^<>]*[\s/"']on[a-z]+\s*=""",
    re.IGNORECASE,
)
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:text/html")


def check_web_page(file: BinaryIO, file_type: FileType, _limits: Limits) -> None:
    """Raise `Refused` unless the page is text and markup with nothing active in it."""
    page = _read_whole(file)
    if _LOOKS_ACTIVE.search(page):
        raise Refused(_ACTIVE)
    reader = _PageReader()
    reader.feed(page)
    reader.close()
    if not reader.has_element:
        raise Refused(DISGUISED.format(name=file_type.name))


def _read_whole(file: BinaryIO) -> str:
    parts, size = [], 0
    for text in read_text(file):
        size += len(text)
        if size > MOST_BYTES:
            raise Refused(_TOO_LARGE)
        parts.append(text)
    return "".join(parts)


class _PageReader(HTMLParser):
    """Refuses active elements and attributes as it meets them."""

    has_element = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.has_element = True
        if tag in _ACTIVE_ELEMENTS:
            raise Refused(_ACTIVE)
        for name, value in attrs:
            _check_attribute(tag, name, value or "")


def _check_attribute(tag: str, name: str, value: str) -> None:
    packed = "".join(value.split()).lower()
    is_refresh = tag == "meta" and name == "http-equiv" and packed == "refresh"
    if name.startswith("on") or name == "srcdoc" or is_refresh:
        raise Refused(_ACTIVE)
    if packed.startswith(_ACTIVE_SCHEMES):
        raise Refused(_ACTIVE)
