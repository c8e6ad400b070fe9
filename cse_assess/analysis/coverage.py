"""How well the evidence covers each guidance point of a standard.

A piece of evidence answers the points that it names. One that names none speaks for its whole
element, and so for each of its points a little. The first rule that fits decides how a point
stands:

1. `NOT_APPLICABLE`: the element's level takes it out of the sum, so nothing is asked of it.
2. `NOTHING`: no piece answers it.
3. `STALE`: every piece that answers it is out of date on the day that is judged. A piece without
   any date is not known to be out of date, so it is none of these.
4. `ALL_POLICY`: the current pieces only say what is meant to be done, and nothing shows a result.
   A piece whose kind of proof is not stated may show one, so it keeps a point from this.
5. `THIN`: what is current does not bear much: no piece names the point, or fewer pieces name it
   than `evidence.pieces_per_point`, or together they give fewer kinds of proof than
   `evidence.kinds_per_point` of the standard's file.
6. `COVERED`: anything else.

An element stands as its worst point does. One without guidance points is judged as if it were a
single point that every piece names. How many pieces and kinds make a point sound is this project's
judgement and no certification body's rule, so it is data.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.analysis.freshness import (
    EvidenceState,
    Freshness,
    FreshnessRule,
    assess_freshness,
)
from cse_assess.analysis.proof import PROOF_TITLES, ProofKind, sort_kinds
from cse_assess.standards.structure import Element, EvidenceRules, Standard

OUT_OF_DATE = frozenset({Freshness.EXPIRED, Freshness.EXPIRES_BEFORE})


@dataclass(frozen=True, slots=True)
class Sign:
    """How a state is shown: in words, by a tone of the pages, and by a mark beside the colour."""

    title: str
    tone: str
    mark: str


class CoverageState(StrEnum):
    """How a point, or an element, is covered; the worst first."""

    NOTHING = "nothing"
    STALE = "stale"
    ALL_POLICY = "all_policy"
    THIN = "thin"
    COVERED = "covered"
    NOT_APPLICABLE = "not_applicable"

    @property
    def sign(self) -> Sign:
        """Return how the state is shown."""
        return _SIGNS[self]


_SIGNS = {
    CoverageState.NOTHING: Sign("Nothing yet", "unscored", "0"),
    CoverageState.STALE: Sign("Out of date", "bad", "!"),
    CoverageState.ALL_POLICY: Sign("All policy, no result", "middling", "P"),
    CoverageState.THIN: Sign("Thin", "middling", "~"),
    CoverageState.COVERED: Sign("Covered", "good", "+"),
    CoverageState.NOT_APPLICABLE: Sign("Not applicable", "none", "n/a"),
}
_SEVERITY = {state: place for place, state in enumerate(CoverageState)}


@dataclass(frozen=True, slots=True)
class Proof:
    """What one linked piece of evidence is said to prove.

    `points` are the numbers, from 1, of the guidance points that it names, `kinds` the kinds of
    proof that are stated; either may be empty.
    """

    evidence: EvidenceState
    points: frozenset[int] = frozenset()
    kinds: frozenset[ProofKind] = frozenset()


@dataclass(frozen=True, slots=True)
class ProvenElement:
    """An element as coverage is judged from it: its level, None while not scored, and evidence."""

    code: str
    level: str | None
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A piece of evidence that answers a point; `is_named` tells whether it names this point."""

    item_id: int
    title: str
    is_named: bool
    is_stale: bool
    kinds: tuple[ProofKind, ...]


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """How one guidance point stands, why, and what answers it.

    `number` counts from 1; 0 is the element itself where the standard gives it no points.
    """

    number: int
    text: str
    state: CoverageState
    reason: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class ElementCoverage:
    """How one element stands: as its worst point does."""

    code: str
    title: str
    state: CoverageState
    points: tuple[PointCoverage, ...]

    def count(self, state: CoverageState) -> int:
        """Return how many points stand so."""
        return sum(point.state is state for point in self.points)

    def group_points(self) -> list[tuple[PointCoverage, ...]]:
        """Return the points, those together that stand alike for the same reason."""
        groups: dict[tuple[CoverageState, str], list[PointCoverage]] = {}
        for point in self.points:
            groups.setdefault((point.state, point.reason), []).append(point)
        return [tuple(points) for points in groups.values()]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How every element of a self-assessment stands, in the standard's order."""

    elements: tuple[ElementCoverage, ...]

    def find(self, code: str) -> ElementCoverage | None:
        """Return how the element of this code stands, or None."""
        return next((element for element in self.elements if element.code == code), None)

    def count_elements(self) -> dict[CoverageState, int]:
        """Return how many elements stand how, every state included."""
        counts = Counter(element.state for element in self.elements)
        return {state: counts[state] for state in CoverageState}

    def count_points(self) -> dict[CoverageState, int]:
        """Return how many points stand how, every state included."""
        counts = Counter(point.state for element in self.elements for point in element.points)
        return {state: counts[state] for state in CoverageState}


def assess_coverage(
    standard: Standard, elements: Iterable[ProvenElement], rule: FreshnessRule
) -> Coverage:
    """Judge every element of the standard; one that is not given has no evidence."""
    given = {element.code: element for element in elements}
    return Coverage(
        tuple(
            assess_element(
                standard, element, given.get(element.code, _without_evidence(element)), rule
            )
            for element in standard.elements
        )
    )


def _without_evidence(element: Element) -> ProvenElement:
    return ProvenElement(element.code, None, ())


def assess_element(
    standard: Standard, element: Element, proven: ProvenElement, rule: FreshnessRule
) -> ElementCoverage:
    """Judge one element of the standard by its evidence."""
    is_applicable = proven.level not in standard.rules.not_applicable
    points = tuple(
        _assess_point(number, text, _answers(element, number, proven.proofs, rule), standard)
        if is_applicable
        else PointCoverage(number, text, CoverageState.NOT_APPLICABLE, "It does not apply.", ())
        for number, text in _points_of(element)
    )
    worst = min((point.state for point in points), key=_SEVERITY.__getitem__)
    return ElementCoverage(element.code, element.title, worst, points)


def _points_of(element: Element) -> list[tuple[int, str]]:
    return list(enumerate(element.guidance, start=1)) or [(0, element.statement)]


def _answers(
    element: Element, number: int, proofs: Iterable[Proof], rule: FreshnessRule
) -> tuple[Answer, ...]:
    """Return what answers a point: what names it first, each in the order of linking.

    A number that the standard does not have (any more) names nothing.
    """
    known = range(1, len(element.guidance) + 1)
    answers = []
    for proof in proofs:
        named = proof.points.intersection(known)
        if not named or number in named:
            is_named = number in named or not number
            answers.append(_answer(element, proof, rule, is_named=is_named))
    return tuple(sorted(answers, key=lambda answer: not answer.is_named))


def _answer(element: Element, proof: Proof, rule: FreshnessRule, *, is_named: bool) -> Answer:
    evidence = proof.evidence
    freshness = assess_freshness(evidence, rule, element.evidence_max_age_months)
    return Answer(
        item_id=evidence.item_id,
        title=evidence.title,
        is_named=is_named,
        is_stale=freshness in OUT_OF_DATE,
        kinds=sort_kinds(proof.kinds),
    )


def _assess_point(
    number: int, text: str, answers: tuple[Answer, ...], standard: Standard
) -> PointCoverage:
    state, reason = _judge(answers, standard.evidence, standard.terms.guidance.one)
    return PointCoverage(number, text, state, reason, answers)


def _judge(
    answers: Sequence[Answer], rules: EvidenceRules, point: str
) -> tuple[CoverageState, str]:
    if not answers:
        return CoverageState.NOTHING, "Nothing answers it yet."
    current = [answer for answer in answers if not answer.is_stale]
    if not current:
        return CoverageState.STALE, "All that answers it is out of date on the day that is judged."
    if all(answer.kinds == (ProofKind.SAYS,) for answer in current):
        return CoverageState.ALL_POLICY, "It is said, but nothing shows that it is done or works."
    if lack := _find_lack([answer for answer in current if answer.is_named], rules, point):
        return CoverageState.THIN, lack
    return CoverageState.COVERED, "Several pieces of different kinds answer it."


def _find_lack(named: Sequence[Answer], rules: EvidenceRules, point: str) -> str:
    """Return why what is current does not bear much, or nothing where it does."""
    if not named:
        return f"Evidence is attached, but none of it names this {point}."
    if len(named) < rules.pieces_per_point:
        return f"{_count(len(named), 'current piece')} of evidence only."
    kinds = sort_kinds({kind for answer in named for kind in answer.kinds})
    if len(kinds) >= rules.kinds_per_point:
        return ""
    if not kinds:
        return "What kind of proof it is has not been said."
    titles = " and ".join(f"“{PROOF_TITLES[kind]}”" for kind in kinds)
    return f"Only proof of the kind {titles}."


def _count(number: int, what: str) -> str:
    return f"{number or 'No'} {what}{'' if number == 1 else 's'}"
