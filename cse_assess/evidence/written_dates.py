"""Days that are written out in a text or a file name."""

import re
from collections.abc import Iterator
from datetime import date

from cse_assess.evidence.names import clean_line
from cse_assess.web.dates import MONTHS

_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|sept"
_DAY_FIRST = rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{_MONTH})\.?,?\s+(?P<y>\d{{4}})"
_MONTH_FIRST = rf"(?P<m>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})"
_ISO = r"(?P<y>\d{4})[-_.]?(?P<m>\d{2})[-_.]?(?P<d>\d{2})"
_NUMBERS = r"(?P<d>\d{1,2})[/._-](?P<m>\d{1,2})[/._-](?P<y>\d{4})"
_DATES = tuple(
    re.compile(rf"(?<![\dA-Za-z]){form}(?!\d)", re.IGNORECASE)
    for form in (_DAY_FIRST, _MONTH_FIRST, _ISO, _NUMBERS)
)


def find_dates(text: str) -> Iterator[tuple[str, date]]:
    """Give the days that `text` writes out, in their order there, each as written.

    Days come before months, as in British English.
    """
    matches = (match for form in _DATES for match in form.finditer(text))
    for match in sorted(matches, key=lambda match: match.start()):
        day = _compose(match["y"], match["m"], match["d"])
        if day is not None:
            yield clean_line(match[0]), day


def _compose(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), _number_of(month), int(day))
    except ValueError:
        return None


def _number_of(month: str) -> int:
    if month.isdigit():
        return int(month)
    return [name[:3] for name in MONTHS].index(month.lower()[:3]) + 1
