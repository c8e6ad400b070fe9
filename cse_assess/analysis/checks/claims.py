"""What a justification claims in figures and days, and whether evidence holds it.

Values are compared, not letters, and 87.3% in the evidence bears out 87%: a claim holds where the
evidence's figure rounds to it. After “about”, “over” or “nearly” it may be that much off. “9 out of
10” is borne out by 90% too.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from cse_assess.analysis.checks.holdings import PERCENT, Holdings, JointHoldings
from cse_assess.analysis.checks.mentions import Amount, Day, Mention, Years, list_mentions

# How far off, in shares of the claim, a figure may be that follows these words: below and above.
_LATITUDES = (
    (r"over|more than|above|at least|in excess of|upwards of|exceed(?:s|ed|ing)?", "0", "0.25"),
    (r"nearly|almost|under|fewer than|less than|below|up to|at most|within", "0.25", "0"),
    (r"about|around|roughly|approximately|approx\.?|some|circa|c\.|typically", "0.1", "0.1"),
)
_ROUGHLY = tuple(
    (re.compile(rf"\b(?:{words})\s+(?:a\s+)?$", re.IGNORECASE), Decimal(below), Decimal(above))
    for words, below, above in _LATITUDES
)
_REFERENCES = (
    "criterion|criteria|element|elements|section|sections|paragraph|page|pages|pp?\\.|step|point|"
    "appendix|annex|table|figure|fig\\.?|chapter|part|item|questions?|rule|level|version|no\\.|"
    "number|phase|stage|tier|band|grade|room|floor|building|unit|key stage|slide|sheet|line|"
    "covid|day|days? in|week|year|goal|objective|priority|outcome|principle|standard"
)
_REFERS = re.compile(rf"(?<!\w)(?:{_REFERENCES})[\s\u2010-\u2015-]*$", re.IGNORECASE)
_OUT_OF = re.compile(r"/|\s+(?:out of|of|in(?: every)?)\s+(?:the\s+)?", re.IGNORECASE)
_LOOK_BACK = 40
_USUAL_WHOLES = frozenset(map(Decimal, (3, 4, 5, 6, 8, 10, 20, 100)))
_SMALL = 10


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure or day that is claimed: `words` as written, from `start` to before `end`.

    An amount is borne out from `low` to before `high`; `whole` is the 10 of “9 out of 10”.
    A claim `is_small` that is a whole number up to ten: often no more than a manner of speaking.
    """

    words: str
    start: int
    end: int
    value: Amount | Day | Years
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    whole: Decimal | None = None

    @property
    def is_small(self) -> bool:
        """Tell whether it is a whole number up to ten with no unit beside it."""
        value = self.value
        if not isinstance(value, Amount) or self.whole is not None:
            return False
        return value.is_bare and value.precision == 1 and value.value <= _SMALL

    def is_held_by(self, held: Holdings | JointHoldings) -> bool:
        """Tell whether the evidence's values bear the claim out."""
        if isinstance(self.value, Years):
            ends = Day(self.value.first), Day(self.value.last)
            return all(held.has_day(day) for day in ends)
        if isinstance(self.value, Day):
            return held.has_day(self.value) or self._is_held_as_number(self.value, held)
        if self.whole is not None and self._is_held_as_share(self.whole, held):
            return True
        if self.value.is_percent and held.has_share(self.low, self.high):
            return True
        return held.has_amount(self.low, self.high) and self._is_whole_held(held)

    def _is_held_as_number(self, day: Day, held: Holdings | JointHoldings) -> bool:
        """Tell whether “2000 visits”, which reads like a year, is held as an amount."""
        year = Decimal(day.year or 0)
        return day.month is None and held.has_amount(year, year + 1)

    def _is_held_as_share(self, whole: Decimal, held: Holdings | JointHoldings) -> bool:
        """Tell whether 90% is held for “9 out of 10”, to the nearest whole percent."""
        half = Decimal("0.5")
        low = PERCENT * (self.low + half) / whole - half
        high = PERCENT * (self.high - half) / whole + half
        return held.has_amount(low, high) or held.has_share(low, high)

    def _is_whole_held(self, held: Holdings | JointHoldings) -> bool:
        return self.whole is None or held.has_amount(self.whole, self.whole + 1)


def list_claims(text: str, *, codes: Collection[str] = ()) -> list[Claim]:
    """Return the claims of a text, in order; `codes` of a standard are none, nor is “level 3”."""
    return list(_claim_all(text, codes))


def _claim_all(text: str, codes: Collection[str]) -> Iterator[Claim]:
    mentions = [each for each in list_mentions(text) if not _is_reference(text, each, codes)]
    skipped: set[int] = set()
    for place, mention in enumerate(mentions):
        if mention.start in skipped:
            continue
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        if following and (whole := _find_whole(text, mention, following)) is not None:
            skipped.add(following.start)
            yield _make_claim(text, mention, following.end, whole)
        else:
            yield _make_claim(text, mention, mention.end, None)


def _is_reference(text: str, mention: Mention, codes: Collection[str]) -> bool:
    if text[mention.start : mention.end] in codes:
        return True
    if isinstance(mention.value, Amount) and mention.value.is_bare:
        before = text[max(0, mention.start - _LOOK_BACK) : mention.start]
        return _REFERS.search(before) is not None
    return False


def _find_whole(text: str, mention: Mention, following: Mention) -> Decimal | None:
    """Return the whole of a share such as “9 out of 10”."""
    part, whole = mention.value, following.value
    if not (isinstance(part, Amount) and isinstance(whole, Amount) and part.is_bare):
        return None
    between = _OUT_OF.fullmatch(text, mention.end, following.start)
    if not between or part.value > whole.value:
        return None
    is_said = " in" not in between[0].lower() or whole.value in _USUAL_WHOLES
    return whole.value if is_said else None


def _make_claim(text: str, mention: Mention, end: int, whole: Decimal | None) -> Claim:
    words = " ".join(text[mention.start : end].split())
    value = mention.value
    if not isinstance(value, Amount):
        return Claim(words, mention.start, end, value)
    below, above = _find_latitude(text, mention.start)
    half = value.precision / 2
    low, high = value.value * (1 - below) - half, value.value * (1 + above) + half
    return Claim(words, mention.start, end, value, max(low, Decimal(0)), high, whole)


def _find_latitude(text: str, start: int) -> tuple[Decimal, Decimal]:
    before = text[max(0, start - _LOOK_BACK) : start]
    for pattern, below, above in _ROUGHLY:
        if pattern.search(before):
            return below, above
    return Decimal(0), Decimal(0)
