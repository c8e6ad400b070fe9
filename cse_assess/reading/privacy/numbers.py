"""Finds National Insurance numbers and NHS numbers."""

import re
from collections.abc import Iterator

from cse_assess.reading.privacy.findings import Match, PrivacyKind
from cse_assess.reading.privacy.surroundings import is_reference, text_before

_GAP = r"[ \u00a0-]?"
_NATIONAL_INSURANCE = re.compile(
    rf"(?<![\w-])(?P<prefix>[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z]){_GAP}\d(?:{_GAP}\d){{5}}"
    rf"(?:{_GAP}(?P<suffix>[a-d]))?(?![\w-])",
    re.IGNORECASE,
)
_NEVER_GIVEN_OUT = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
_NATIONAL_INSURANCE_LABEL = re.compile(
    r"(?:\bn\.?i\.?|\bnino\b|\bnational insurance)\b[^\d\n]{0,20}$", re.IGNORECASE
)
_NHS = re.compile(
    r"(?<![\w£$€])(?<!\d[./:])(?<!\w-)"
    r"\d{3}(?P<first>[ \u00a0-]?)\d{3}(?P<second>[ \u00a0-]?)\d{4}(?!\w)(?![-./:]\w)"
)
_NHS_LABEL = re.compile(
    r"\b(?:nhs|chi|h ?[&+] ?c|health and (?:social )?care|health (?:id|number))\b[^\d\n]{0,20}$",
    re.IGNORECASE,
)
_NHS_RANGES = re.compile(r"3[2-9]|4|[67]|943|999")
_NHS_LENGTH = 10
_TEN_DIGITS = re.compile(r"[0-9]{10}")
_MODULUS = 11
_LABEL_REACH = 48


def has_nhs_check_digit(digits: str) -> bool:
    """Tell whether ten digits end in the check digit of an NHS number (NHS Data Dictionary).

    The first nine are weighted 10 to 2; the sum and the last digit together are a multiple of 11.
    Ten times the same digit is no number.
    """
    if not _TEN_DIGITS.fullmatch(digits) or len(set(digits)) == 1:
        return False
    weighted = sum(int(digit) * (_NHS_LENGTH - place) for place, digit in enumerate(digits[:-1]))
    return (weighted + int(digits[-1])) % _MODULUS == 0


def find_national_insurance_numbers(text: str) -> Iterator[Match]:
    """Return the National Insurance numbers in `text`, by HMRC's rules (manual NIM39110).

    Two letters, neither of which is D, F, I, Q, U or V and the second not O; not BG, GB, KN, NK,
    NT, TN or ZZ; six digits; and A to D. In small letters or without its last letter it is a
    guess, and needs to be called what it is.
    """
    for found in _NATIONAL_INSURANCE.finditer(text):
        is_whole = found[0].isupper() and found["suffix"] is not None
        if found["prefix"].upper() in _NEVER_GIVEN_OUT or is_reference(text, found.start()):
            continue
        if is_whole or _is_labelled(_NATIONAL_INSURANCE_LABEL, text, found):
            yield Match(PrivacyKind.NATIONAL_INSURANCE_NUMBER, *found.span(), is_whole)


def find_nhs_numbers(text: str) -> Iterator[Match]:
    """Return the NHS numbers in `text`, and Scotland's and Northern Ireland's of the same form.

    The check digit must be right. Certain is a number that is called one, or that is written as
    they are, 3-3-4 with spaces. Other ten digits are a guess, since one in eleven would pass, and
    only in the ranges that are given out.
    """
    for found in _NHS.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if not has_nhs_check_digit(digits) or is_reference(text, found.start()):
            continue
        if _is_labelled(_NHS_LABEL, text, found):
            yield Match(PrivacyKind.NHS_NUMBER, *found.span())
        elif _NHS_RANGES.match(digits) and found["first"] == found["second"]:
            certain = found["first"] not in {"", "-"}
            yield Match(PrivacyKind.NHS_NUMBER, *found.span(), certain)


def _is_labelled(label: re.Pattern[str], text: str, found: re.Match[str]) -> bool:
    return label.search(text_before(text, found.start(), _LABEL_REACH)) is not None
