"""Amounts and days that a text mentions, whatever form it writes them in, to compare by value.

`87%`, `87 per cent` and `eighty-seven per cent` are one value, so are `£3.5m` and `3,500,000`, and
`3/2/2026` and `3 February 2026`. What only looks like a number is passed over: phone numbers and
addresses, times of day, codes such as 1.1.1, ordinals, ISO 9001, Act 2010, page 4, a list's own
numbers.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from cse_assess.web.dates import MONTHS

UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = {
    "": 1,
    "hundred": 100,
    "k": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "million": 1_000_000,
    "bn": 1_000_000_000,
    "billion": 1_000_000_000,
}
FIRST_YEAR, LAST_YEAR = 1900, 2099
CENTURY, YEARS = 2000, 100
YEAR_LENGTH, LONGEST_NUMBER = 4, 15


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, and the weight of the last digit that is written: 100,000 for £3.5m.

    One that `is_bare` has no unit beside it: no pound sign, no percent, no thousand.
    """

    value: Decimal
    precision: Decimal
    is_percent: bool = False
    is_bare: bool = False


class Day(NamedTuple):
    """A day, or as much of it as is written: a month with its year, a year, a day of a month.

    A tuple, because files hold very many.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A year that begins in one calendar year and ends in the next, such as 2025/26."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A value as it stands in a text, from character `start` to before `end`."""

    start: int
    end: int
    value: Amount | Day | Years


_MONTH = "|".join(f"{name}|{name[:3]}" for name in MONTHS) + "|sept"
_SPACE = r"[ \t\u00a0\u2009\u202f]"
_GAP = rf"(?:{_SPACE}|\n)"
_ORDINAL = r"(?:st|nd|rd|th)"
_DASH = r"[-\u2010-\u2013]"
_TENS, _UNITS = "|".join(TENS), "|".join(UNITS[1:])
_DIGITS = r"\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d+"
_WORDS = rf"(?:{_TENS})(?:{_DASH}(?:{'|'.join(UNITS[1:10])}))?|{_UNITS}"
_PERCENT = rf"%|per{_GAP}cent|percent|percentage points?"
_PASSED_OVER = "|".join(
    (
        r"https?://\S+|www\.\S+",
        r"(?:\+44 ?|0)(?:[()\d]|[ -](?=[\d(])){8,14}(?!\d)",
        r"\d+(?:\.\d+){2,}(?![\d/])",
        rf"\d{{1,2}}(?:[:.]\d{{2}})?{_SPACE}?[ap]\.?m\b\.?|\d{{1,2}}:\d{{2}}",
        r"24/7\b",
        r"\bAct\s\d{4}|\bRegulations?\s\d{4}",
        r"\b(?-i:[A-Z]{2,}(?<!EUR)(?<!GBP)(?<!USD)[A-Z]*)[ -]?\d[\w.:]*",
        r"\b(?-i:[A-Z]+)\d[\w-]*(?:\s\d[A-Z]{2}\b)?",
        rf"\bpages?\s\d+(?:\s(?:of|to){_GAP}\d+)?",
        r"(?:^[ \t]*|(?<=[.:;!?]\s))\(?\d{1,2}[.)](?=\s)|\(\d{1,2}\)",
        r"\b(?:one or two|two or three|(?:two|three|four)[ -](?:third|quarter|fifth)s)\b",
    )
)
# Each form of a day that names a month in letters or all in figures; years may be short in figures.
_DAY_FORMS = (
    rf"(?P<d1>\d{{1,2}}){_ORDINAL}?{_GAP}+(?:of\s)?(?P<m1>{_MONTH})\b\.?(?:,?{_GAP}+(?P<y1>\d{{4}})\b)?",
    rf"(?P<m2>{_MONTH})\b\.?{_GAP}+(?P<d2>\d{{1,2}}){_ORDINAL}?\b(?!\d)(?:,?{_GAP}+(?P<y2>\d{{4}})\b)?",
    rf"(?P<m3>{_MONTH})\b\.?,?{_GAP}+(?:of\s)?(?P<y3>\d{{4}})\b(?P<d3>(?!))?",
    r"(?P<y4>\d{4})-(?P<m4>\d{2})-(?P<d4>\d{2})(?!\d)",
    r"(?P<d5>\d{1,2})/(?P<m5>\d{1,2})/(?P<y5>\d{4}|\d{2})(?!\.?\d)",
    r"(?P<d6>\d{1,2})\.(?P<m6>\d{1,2})\.(?P<y6>\d{4})(?!\.?\d)",
)
_DAYS = "|".join(_DAY_FORMS)
_YEARS = rf"(?P<first>(?:19|20)\d{{2}})(?:/|{_DASH})(?P<last>\d{{4}}|\d{{2}})(?![\d/-])"
_AMOUNT = (
    rf"(?P<money>[£€$]{_SPACE}?)?(?:(?P<digits>{_DIGITS})(?P<fraction>\.\d+)?|(?P<words>{_WORDS})\b)"
    rf"(?:(?P<scale>{_GAP}?(?:hundred|thousand|million|billion)|mn|bn|k|m)\b)?(?:{_GAP}?(?P<percent>{_PERCENT})(?!\w))?"
)
_MENTION = re.compile(
    rf"(?<![\w.,])(?:(?P<dated>{_DAYS})|(?P<passed>{_PASSED_OVER})|(?P<span>{_YEARS})"
    rf"|(?P<ordinal>\d+{_ORDINAL}\b)|(?P<amount>{_AMOUNT}))",
    re.IGNORECASE | re.MULTILINE,
)
# Where one can begin: to look for that first makes long texts ten times quicker.
_START = re.compile(
    rf"[\d£€$+(]|(?<!\w)(?:[A-Z]+[ -]?\d|(?i:{_MONTH}|{_TENS}|{_UNITS}|act\s|regul|page|http|www))"
)


def list_mentions(text: str) -> list[Mention]:
    """Return the amounts and days in a text, in their order there."""
    return list(_find(text))


def _find(text: str) -> Iterator[Mention]:
    position = 0
    while start := _START.search(text, position):
        match = _MENTION.match(text, start.start())
        position = match.end() if match else start.start() + 1
        if match and (value := _read(match)) is not None:
            yield Mention(match.start(), match.end(), value)


def _read(match: re.Match[str]) -> Amount | Day | Years | None:
    if match["passed"] or match["ordinal"]:
        return None
    if match["dated"]:
        return _read_day(match)
    if match["span"]:
        return _read_years(match["first"], match["last"])
    return _read_amount(match)


def _read_day(match: re.Match[str]) -> Day | None:
    forms = range(1, len(_DAY_FORMS) + 1)
    form = next(number for number in forms if match[f"m{number}"])
    day, month, year = (match[f"{part}{form}"] for part in "dmy")
    return _compose(
        _read_year(year) if year else None, _read_month(month), int(day) if day else None
    )


def _compose(year: int | None, month: int, day: int | None) -> Day | None:
    """Return the day where the calendar has it."""
    try:
        date(year or CENTURY, month, day or 1)
    except ValueError:
        return None
    return Day(year, month, day)


def _read_month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return [name[:3] for name in MONTHS].index(text.lower()[:3]) + 1


def _read_year(text: str) -> int:
    return int(text) if len(text) == YEAR_LENGTH else CENTURY + int(text)


def _read_years(first: str, last: str) -> Years | None:
    beginning = int(first)
    is_whole = len(last) == YEAR_LENGTH
    end = int(last) if is_whole else beginning // YEARS * YEARS + int(last)
    return Years(beginning, end) if beginning < end <= LAST_YEAR else None


def _read_amount(match: re.Match[str]) -> Amount | Day | None:
    words, scale = match["words"], SCALES[(match["scale"] or "").strip().lower()]
    if words and words.lower() == "one" and not (match["scale"] or match["percent"]):
        return None
    number = Decimal(_count(words)) if words else _read_digits(match)
    if number.adjusted() >= LONGEST_NUMBER:
        return None
    fraction = match["fraction"] or "."
    precision = Decimal(10) ** (1 - len(fraction)) * scale
    is_bare = not any(match[part] for part in ("money", "scale", "percent"))
    if is_bare and not match["fraction"] and _is_year(match["digits"]):
        return Day(year=int(match["digits"]))
    return Amount(number * scale, precision, bool(match["percent"]), is_bare)


def _read_digits(match: re.Match[str]) -> Decimal:
    return Decimal(re.sub(r"\D", "", match["digits"]) + (match["fraction"] or ""))


def _count(words: str) -> int:
    tens, _, units = re.sub(_DASH, "-", words.lower()).partition("-")
    if tens in TENS:
        return 20 + 10 * TENS.index(tens) + (UNITS.index(units) if units else 0)
    return UNITS.index(tens)


def _is_year(digits: str | None) -> bool:
    is_long_enough = len(digits or "") == YEAR_LENGTH
    return is_long_enough and FIRST_YEAR <= int(digits or 0) <= LAST_YEAR
