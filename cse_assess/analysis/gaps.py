"""What stands between a service and the award, in the order in which it stands in the way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.analysis.freshness import (
    EvidenceState,
    Freshness,
    FreshnessRule,
    assess_freshness,
)
from cse_assess.analysis.readiness import GroupReadiness, Readiness, assess_readiness
from cse_assess.standards.structure import Element, Level, Standard


class GapKind(StrEnum):
    """What is lacking; the order of this list is the order of weight."""

    BLOCKING = "blocking"
    NOT_SCORED = "not_scored"
    BELOW_MET = "below_met"
    EVIDENCE_MISSING = "evidence_missing"
    EVIDENCE_STALE = "evidence_stale"
    EVIDENCE_UNDATED = "evidence_undated"
    PASSAGE_LOST = "passage_lost"
    CLAIM_UNJUSTIFIED = "claim_unjustified"


LEVEL_KINDS = frozenset({GapKind.BLOCKING, GapKind.NOT_SCORED, GapKind.BELOW_MET})
_WEIGHTS = {kind: weight for weight, kind in enumerate(GapKind)}


@dataclass(frozen=True, slots=True)
class ElementState:
    """What the self-assessment says about one element; `level` None means not scored.

    `lost_passages` is how many of the passages that were pinned as proof are no longer there word
    for word.
    """

    code: str
    level: str | None
    has_justification: bool
    evidence: tuple[EvidenceState, ...]
    lost_passages: int = 0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing lacking at an element: why it is a gap, and what would mend it.

    `item_ids` names the pieces of evidence that it is about.
    """

    kind: GapKind
    reason: str
    remedy: str
    item_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Everything lacking at one element, weightiest first.

    `distance` is how many steps of the scale the level lies below the lowest that is met (0 where
    it is met); an element without a level is as far as the lowest step.
    """

    code: str
    title: str
    group_code: str
    level: str | None
    distance: int
    findings: tuple[Finding, ...]

    @property
    def kinds(self) -> tuple[GapKind, ...]:
        """Return the kinds of the findings, weightiest first."""
        return tuple(finding.kind for finding in self.findings)

    @property
    def reason(self) -> str:
        """Return why this is a gap, in whole sentences."""
        return " ".join(finding.reason for finding in self.findings)

    @property
    def remedy(self) -> str:
        """Return what would mend it, in whole sentences."""
        return " ".join(finding.remedy for finding in self.findings)


@dataclass(frozen=True, slots=True)
class GapAnalysis:
    """The readiness of a self-assessment and its gaps, the most pressing first."""

    readiness: Readiness
    gaps: tuple[Gap, ...]

    def find_gap(self, code: str) -> Gap | None:
        """Return the gap at an element, or None where nothing is lacking."""
        return next((gap for gap in self.gaps if gap.code == code), None)

    def count_kinds(self) -> dict[GapKind, int]:
        """Return at how many elements each kind of gap occurs, every kind included."""
        return {kind: sum(kind in gap.kinds for gap in self.gaps) for kind in GapKind}


def analyse_gaps(
    standard: Standard, states: Sequence[ElementState], rule: FreshnessRule
) -> GapAnalysis:
    """Find what is lacking, element by element; one without a state is not scored.

    Sorted by what most stands in the way: blocking levels; then the other levels that are not met,
    those of the group with the greatest shortfall first; then met levels whose evidence is
    missing, out of date, undated or no longer says what was pinned; then claims without words.
    Raises `UnknownCodeError` or `UnknownLevelError` for what the standard does not have.
    """
    levels = {state.code: state.level for state in states}
    readiness = assess_readiness(standard, levels)
    gaps = _find_gaps(standard, {state.code: state for state in states}, rule)
    return GapAnalysis(readiness, tuple(_sort_gaps(standard, readiness, gaps)))


def _find_gaps(
    standard: Standard, states: Mapping[str, ElementState], rule: FreshnessRule
) -> list[Gap]:
    gaps = []
    for group in standard.groups():
        for element in group.elements:
            state = states.get(element.code) or ElementState(element.code, None, False, ())
            findings = sorted(
                _find_at(standard, element, state, rule), key=lambda each: _WEIGHTS[each.kind]
            )
            if findings:
                gaps.append(_make_gap(standard, element, group.code, state, findings))
    return gaps


def _make_gap(
    standard: Standard,
    element: Element,
    group_code: str,
    state: ElementState,
    findings: Sequence[Finding],
) -> Gap:
    return Gap(
        code=element.code,
        title=element.title,
        group_code=group_code,
        level=state.level,
        distance=_distance(standard, state.level),
        findings=tuple(findings),
    )


def _distance(standard: Standard, level_id: str | None) -> int:
    steps = [level.id for level in standard.levels if level.id not in standard.rules.not_applicable]
    lowest_met = max(steps.index(level) for level in standard.rules.met)
    if level_id is None:
        return len(steps) - 1 - lowest_met
    return max(0, steps.index(level_id) - lowest_met) if level_id in steps else 0


def _find_at(
    standard: Standard, element: Element, state: ElementState, rule: FreshnessRule
) -> Iterator[Finding]:
    yield from _find_level_gap(standard, state)
    yield from _find_claim_gap(standard, state)
    if state.level in standard.rules.not_applicable:
        return
    yield from _find_missing_evidence(standard, state)
    yield from _find_stale_evidence(element, state, rule)
    yield from _find_undated_evidence(element, state, rule)
    yield from _find_lost_passages(state)


def _find_level_gap(standard: Standard, state: ElementState) -> Iterator[Finding]:
    rules, term = standard.rules, standard.terms.element.one
    if state.level is None:
        yield Finding(
            GapKind.NOT_SCORED,
            f"This {term} is not scored yet, so it counts as not met.",
            "Give it a level.",
        )
        return
    if rules.kind_of(state.level) in ("met", "not_applicable"):
        return
    level, target = standard.get_level(state.level), _lowest_met(standard)
    if state.level in rules.blocking:
        yield Finding(
            GapKind.BLOCKING,
            f"The level is “{level.title}”, and one such {term} blocks the award.",
            f"Bring it to “{target.title}” first of all.",
        )
    else:
        yield Finding(
            GapKind.BELOW_MET,
            f"The level is “{level.title}”, which does not count as met.",
            f"Bring it to “{target.title}”.",
        )


def _lowest_met(standard: Standard) -> Level:
    return [level for level in standard.levels if level.id in standard.rules.met][-1]


def _find_claim_gap(standard: Standard, state: ElementState) -> Iterator[Finding]:
    if state.level is None or state.has_justification:
        return
    level = standard.get_level(state.level)
    if state.level in standard.rules.reason_required:
        yield Finding(
            GapKind.CLAIM_UNJUSTIFIED,
            f"“{level.title}” stands without a reason.",
            "Write down the reason, which an assessor has to agree with.",
        )
    elif state.level in standard.rules.met:
        yield Finding(
            GapKind.CLAIM_UNJUSTIFIED,
            f"“{level.title}” is claimed without a justification.",
            "Write down how the service meets it.",
        )


def _find_missing_evidence(standard: Standard, state: ElementState) -> Iterator[Finding]:
    if state.level in standard.rules.evidence_required and not state.evidence:
        level = standard.get_level(state.level or "")
        yield Finding(
            GapKind.EVIDENCE_MISSING,
            f"“{level.title}” is claimed without any evidence.",
            "Attach evidence that shows it.",
        )


def _find_stale_evidence(
    element: Element, state: ElementState, rule: FreshnessRule
) -> Iterator[Finding]:
    stale = _evidence_that_is(element, state, rule, Freshness.EXPIRED, Freshness.EXPIRES_BEFORE)
    if not stale:
        return
    day = "on the day of the visit" if rule.visit_on else "today"
    verb = "is" if len(stale) == 1 else "are"
    yield Finding(
        GapKind.EVIDENCE_STALE,
        f"{len(stale)} of {_count_pieces(state)} of evidence {verb} out of date {day}.",
        "Replace it with something more recent, or say until when it is valid.",
        stale,
    )


def _find_undated_evidence(
    element: Element, state: ElementState, rule: FreshnessRule
) -> Iterator[Finding]:
    undated = _evidence_that_is(element, state, rule, Freshness.UNDATED)
    if not undated:
        return
    verb = "has" if len(undated) == 1 else "have"
    yield Finding(
        GapKind.EVIDENCE_UNDATED,
        f"{len(undated)} of {_count_pieces(state)} of evidence {verb} no date.",
        "Fill in the date of the evidence.",
        undated,
    )


def _find_lost_passages(state: ElementState) -> Iterator[Finding]:
    if not state.lost_passages:
        return
    number = state.lost_passages
    what = "1 pinned passage is" if number == 1 else f"{number} pinned passages are"
    yield Finding(
        GapKind.PASSAGE_LOST,
        f"{what} not in the newest revision word for word.",
        "Pin it anew, confirm the nearest words, or remove the pin.",
    )


def _evidence_that_is(
    element: Element, state: ElementState, rule: FreshnessRule, *wanted: Freshness
) -> tuple[int, ...]:
    return tuple(
        evidence.item_id
        for evidence in state.evidence
        if assess_freshness(evidence, rule, element.evidence_max_age_months) in wanted
    )


def _count_pieces(state: ElementState) -> str:
    return f"{len(state.evidence)} piece{'' if len(state.evidence) == 1 else 's'}"


def _sort_gaps(standard: Standard, readiness: Readiness, gaps: Sequence[Gap]) -> list[Gap]:
    groups = {group.code: (place, group) for place, group in enumerate(readiness.groups)}
    places = {element.code: place for place, element in enumerate(standard.elements)}

    def weigh(gap: Gap) -> tuple[int, ...]:
        place, group = groups[gap.group_code]
        return (*_weigh_gap(gap, place, group), places[gap.code])

    return sorted(gaps, key=weigh)


def _weigh_gap(gap: Gap, group_place: int, group: GroupReadiness) -> tuple[int, ...]:
    """Return what to sort by: smaller stands more in the way."""
    worst = gap.kinds[0]
    if worst is GapKind.BLOCKING or worst not in LEVEL_KINDS:
        return (_WEIGHTS[worst], 0, 0, 0, 0)
    first_of_level = _WEIGHTS[GapKind.NOT_SCORED]
    return (first_of_level, -group.shortfall, group_place, _WEIGHTS[worst], -gap.distance)
