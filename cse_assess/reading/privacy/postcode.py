"""Finds British postcodes by their shape and their 124 areas (Royal Mail)."""

import re
from collections.abc import Iterator

from cse_assess.reading.privacy.findings import Match, PrivacyKind
from cse_assess.reading.privacy.surroundings import is_reference, text_before

_AREAS_IN_ORDER = """
AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E
EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL
LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM
SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_AREAS_IN_ORDER.split())
_CANDIDATE = re.compile(
    r"(?<![\w-])(?P<area>[a-z]{1,2})(?P<district>\d[a-hjkmnp-y\d]?)(?P<gap>[ \u00a0]{0,2})"
    r"(?P<inward>\d[abd-hjlnp-uw-z]{2})(?![\w-])|(?<![\w-])GIR ?0AA(?![\w-])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"1st|2nd|3rd|\dth", re.IGNORECASE)
_LABEL = re.compile(r"\bpost ?code\W{0,3}(?:is\W)?$", re.IGNORECASE)
_BUILDING = re.compile(
    r"\b(?:town hall|city hall|county hall|guildhall|civic (?:centre|offices?)|council offices?|"
    r"head office|library|leisure centre|community centre|customer service centre|hospital|"
    r"registered office)\b",
    re.IGNORECASE,
)
_LINE_REACH = 90
_LONG_AREA = 2


def find_postcodes(text: str) -> Iterator[Match]:
    """Return the postcodes in `text`.

    Certain is one in capitals with a space. In small letters or without the space it is a guess,
    and needs an area of two letters or the word postcode before it. It may be public where its
    line names a public building before it.
    """
    for found in _CANDIDATE.finditer(text):
        is_labelled = _LABEL.search(text_before(text, found.start())) is not None
        certain = found[0].isupper() and (found["area"] is None or bool(found["gap"]))
        if not _has_area(found) or is_reference(text, found.start()):
            continue
        if certain or is_labelled or _is_likely(found):
            before = text_before(text, found.start(), _LINE_REACH)
            is_public = _BUILDING.search(before) is not None
            yield Match(PrivacyKind.POSTCODE, *found.span(), certain, is_public)


def _has_area(found: re.Match[str]) -> bool:
    return found["area"] is None or found["area"].upper() in _AREAS


def _is_likely(found: re.Match[str]) -> bool:
    is_one_case = found[0].isupper() or found[0].islower()
    is_long = len(found["area"]) == _LONG_AREA
    return is_one_case and is_long and not _ORDINAL.fullmatch(found["inward"])
