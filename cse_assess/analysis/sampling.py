"""What of a submission an assessor should look at closely: a proposal, each part with its reason.

Common practice is to look at everything claimed beyond the standard, at what is partly met, and at
what rests on little, and to draw a share of the rest by chance. Nobody has published a rule, so the
numbers are settings of the standard (`ReviewRules`), and the assessor decides.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.standards.structure import Standard

Place = tuple[int, int]
WHOLE_PERCENT = 100


class SampleReason(StrEnum):
    """Why an element is proposed, in the order in which reasons are told."""

    EXEMPLARY = "exemplary"
    PARTIAL = "partial"
    NOT_APPLICABLE = "not_applicable"
    ONE_PIECE = "one_piece"
    DRAWN = "drawn"


REASON_WORDS = {
    SampleReason.EXEMPLARY: "Claimed to go beyond the standard",
    SampleReason.PARTIAL: "Partly met",
    SampleReason.NOT_APPLICABLE: "Said not to apply",
    SampleReason.ONE_PIECE: "Rests on one piece of evidence",
    SampleReason.DRAWN: "Drawn by chance",
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """An element as it was submitted: its level or None, and the pieces that stand for it."""

    code: str
    level: str | None
    pieces: frozenset[Place]


@dataclass(frozen=True, slots=True)
class SampledElement:
    """An element that is proposed, and why."""

    code: str
    reasons: tuple[SampleReason, ...]

    @property
    def words(self) -> str:
        """Return the reasons in words."""
        return "; ".join(REASON_WORDS[reason] for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class SharedPiece:
    """A piece of evidence on which many elements hang, with their codes in order."""

    place: Place
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What is proposed: elements in the standard's order, and pieces, the weightiest first."""

    elements: tuple[SampledElement, ...]
    pieces: tuple[SharedPiece, ...]


def propose_sample(standard: Standard, claims: Iterable[Claimed], *, seed: str) -> SamplePlan:
    """Return what to look at closely; elements that the standard does not have are left out.

    The same `seed` draws the same elements, so that anybody can say afterwards how it was drawn.
    """
    known = {each.code: each for each in claims if standard.find_element(each.code)}
    ordered = [known[each.code] for each in standard.elements if each.code in known]
    reasons = {each.code: _find_reasons(standard, each) for each in ordered}
    for code in _draw(standard, [each for each in ordered if not reasons[each.code]], seed):
        reasons[code] = (SampleReason.DRAWN,)
    return SamplePlan(
        elements=tuple(
            SampledElement(each.code, reasons[each.code]) for each in ordered if reasons[each.code]
        ),
        pieces=tuple(_find_shared(ordered, standard.review.many_elements)),
    )


def _find_reasons(standard: Standard, claimed: Claimed) -> tuple[SampleReason, ...]:
    rules, level = standard.rules, claimed.level
    found = {
        SampleReason.EXEMPLARY: level in rules.exemplary,
        SampleReason.PARTIAL: level in rules.partial,
        SampleReason.NOT_APPLICABLE: level in rules.not_applicable,
        SampleReason.ONE_PIECE: level in rules.met and len(claimed.pieces) == 1,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _draw(standard: Standard, rest: Sequence[Claimed], seed: str) -> Iterable[str]:
    """Yield a share of each criterion's claims, rounded up, as the seed has it."""
    claims = [each.code for each in rest if each.level in standard.rules.met]
    for criterion in standard.criteria:
        own = [code for code in claims if standard.criterion_of(code) is criterion]
        count = -(-standard.review.sample_percent * len(own) // WHOLE_PERCENT)
        yield from sorted(own, key=lambda code: _lot(seed, code))[:count]


def _lot(seed: str, code: str) -> str:
    return hashlib.sha256(f"{seed}:{code}".encode()).hexdigest()


def _find_shared(claims: Iterable[Claimed], many: int) -> list[SharedPiece]:
    codes: dict[Place, list[str]] = defaultdict(list)
    for each in claims:
        for place in each.pieces:
            codes[place].append(each.code)
    shared = [SharedPiece(place, tuple(own)) for place, own in codes.items() if len(own) >= many]
    return sorted(shared, key=lambda each: (-len(each.codes), each.place))
