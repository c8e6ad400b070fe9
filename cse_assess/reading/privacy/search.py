"""Looks through a document for private details, page by page and in what it hides."""

import re
from collections.abc import Iterable, Iterator

from cse_assess.reading.document import Document, HiddenText
from cse_assess.reading.privacy.authors import find_authors
from cse_assess.reading.privacy.contacts import find_email_addresses
from cse_assess.reading.privacy.findings import Match, PrivacyFinding, PrivacyKind
from cse_assess.reading.privacy.numbers import find_national_insurance_numbers, find_nhs_numbers
from cse_assess.reading.privacy.postcode import find_postcodes
from cse_assess.reading.privacy.telephone import find_telephone_numbers

_FINDERS = (
    find_email_addresses,
    find_national_insurance_numbers,
    find_nhs_numbers,
    find_telephone_numbers,
    find_postcodes,
)
_WEB_ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+")


def find_private(document: Document) -> list[PrivacyFinding]:
    """Return what may be private in `document`: in its pages in reading order, then the rest.

    The same detail is told once for each page, at its first place there. Authors' names and what
    the document hides come last, the hidden words whole and the details in them as well.
    """
    findings = [
        _describe(match, page.text, page.number, has_place=True)
        for page in document.pages
        for match in find_matches(page.text)
    ]
    findings += find_authors(document.authors)
    findings += [finding for hidden in document.hidden for finding in _describe_hidden(hidden)]
    return _without_repeats(findings)


def find_matches(text: str) -> list[Match]:
    """Return the private details in `text` by their place; no two overlap.

    What stands in a web address is left alone: such addresses are full of numbers.
    """
    rest = _WEB_ADDRESS.sub(lambda found: " " * len(found[0]), text)
    kept: list[Match] = []
    for find in _FINDERS:
        matches = sorted(find(rest), key=lambda match: match.start)
        rest = _blank_out(rest, matches)
        kept += matches
    return sorted(kept, key=lambda match: match.start)


def _blank_out(text: str, matches: Iterable[Match]) -> str:
    """Return `text` with spaces in place of what was found: nothing is found twice."""
    parts, done = [], 0
    for match in matches:
        parts += [text[done : match.start], " " * (match.end - match.start)]
        done = match.end
    return "".join([*parts, text[done:]])


def _describe_hidden(hidden: HiddenText) -> Iterator[PrivacyFinding]:
    if any(map(str.isalnum, hidden.text)):
        yield PrivacyFinding(PrivacyKind(hidden.kind.value), hidden.text.strip(), hidden.page)
    for match in find_matches(hidden.text):
        yield _describe(match, hidden.text, hidden.page, has_place=False)


def _describe(match: Match, text: str, page: int | None, *, has_place: bool) -> PrivacyFinding:
    return PrivacyFinding(
        kind=match.kind,
        text=text[match.start : match.end],
        page=page,
        place=match.start if has_place else None,
        certain=match.certain,
        may_be_public=match.may_be_public,
    )


def _without_repeats(findings: Iterable[PrivacyFinding]) -> list[PrivacyFinding]:
    first: dict[tuple[PrivacyKind, str, int | None], PrivacyFinding] = {}
    for finding in findings:
        first.setdefault((finding.kind, finding.text, finding.page), finding)
    return list(first.values())
