"""Finds British telephone numbers by the national numbering plan (Ofcom)."""

import re
from collections.abc import Iterator

from cse_assess.reading.privacy.findings import Match, PrivacyKind
from cse_assess.reading.privacy.surroundings import is_reference, text_before

_CANDIDATE = re.compile(
    r"(?<![\w£$€])(?<!\d[./:])(?<!\w-)"
    r"(?:(?P<abroad>\(?\+44\)?|0044)[ \u00a0.-]?(?:\(0\))?|\(?0)"
    r"(?:[ \u00a0().-]{0,3}\d){9,10}"
    r"(?!\w)(?![-/.]\w)"
)
_PLAN = re.compile(
    r"01(?:1\d|\d1)\d{7}|01[2-9]\d{7,8}|02[03489]\d{8}|03[0347]\d{8}|0500\d{6}|05[56]\d{8}|"
    r"07\d{9}|0800\d{6,7}|0808\d{7}|08(?:4[2-5]|7[0-3])\d{7}|09[018]\d{8}"
)
_AREA_CODE = re.compile(
    r"02\d|0(?:1(?:1\d|\d1)|3\d\d|500|5[56]\d|7\d\d|8\d\d|9\d\d)|0[1357]\d{3}|01\d{4}"
)
_LABEL = re.compile(
    r"\b(?:tel|telephone|phone|mob|mobile|fax|call|ring|text|contact|landline|switchboard|"
    r"helpline|minicom|textphone|whatsapp|[tm](?=:))\b[a-z\s().:/]{0,14}$",
    re.IGNORECASE,
)
_NOT_A_PERSON = re.compile(
    r"\b(?:switchboard|reception|main number|enquir(?:y|ies)|customer services?|contact centre|"
    r"helpline|hotline|minicom|textphone|freephone|call us|ring us)\b",
    re.IGNORECASE,
)
_FOR_ORGANISATIONS = ("03", "0500", "055", "056", "08", "09")
_MOBILE = "07"
_SHORT = 10
_LINE_REACH = 60


def find_telephone_numbers(text: str) -> Iterator[Match]:
    """Return the British telephone numbers in `text`, with their area code.

    Certain is a number that is written as telephone numbers are (+44, or with its area code set
    apart) or that is called one; eleven digits in a row are a guess. A number may be public where
    its range is given to organisations (03, 08, 09), or where its line speaks of a switchboard,
    reception or the like and it is no mobile.
    """
    for found in _CANDIDATE.finditer(text):
        number = _national_number(found)
        is_labelled = _LABEL.search(text_before(text, found.start())) is not None
        is_grouped = bool(found["abroad"]) or _has_area_code(found[0])
        if not _PLAN.fullmatch(number) or is_reference(text, found.start()):
            continue
        if is_labelled or is_grouped or _is_compact(found[0]):
            certain = is_labelled or is_grouped
            is_public = _is_public(text, found.start(), number)
            yield Match(PrivacyKind.TELEPHONE_NUMBER, *found.span(), certain, is_public)


def _national_number(found: re.Match[str]) -> str:
    """Return the digits as they are dialled within the country."""
    digits = re.sub(r"\D", "", found[0])
    return "0" + re.sub(r"^(?:0044|44)0?", "", digits) if found["abroad"] else digits


def _has_area_code(written: str) -> bool:
    """Tell whether the first group of digits is an area code and others follow."""
    first, *others = re.findall(r"\d+", written)
    return bool(others) and _AREA_CODE.fullmatch(first) is not None


def _is_compact(written: str) -> bool:
    """Tell whether the number is eleven digits in a row; ten are too often something else."""
    return written.isdigit() and len(written) > _SHORT


def _is_public(text: str, start: int, number: str) -> bool:
    if number.startswith(_FOR_ORGANISATIONS):
        return True
    before = text_before(text, start, _LINE_REACH)
    return not number.startswith(_MOBILE) and _NOT_A_PERSON.search(before) is not None
