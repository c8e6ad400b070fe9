"""Which levels hold on a day: what is claimed, raised by actions done by then, and still proven.

That a claim without evidence in date counts for less is our own judgement; to which level it falls
is said by the standard's file (`rules.unproven`, with its reason in `rules.source`).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.actions import PlannedAction, list_effects, raise_level, rank_level
from cse_assess.analysis.freshness import EvidenceState, add_months, last_valid_day
from cse_assess.analysis.gaps import ElementState
from cse_assess.standards.structure import Element, Standard


@dataclass(frozen=True, slots=True)
class Standing:
    """How an element stands on a day.

    `claimed` is the level with the actions that are done by then, `held` what it counts as. It is
    lower where evidence is needed and none is in date; `proven_until` is the last day on which the
    claim is proven, None where it needs no proof, has none, or has some without an end.
    """

    code: str
    claimed: str | None
    held: str | None
    proven_until: date | None

    @property
    def is_proven(self) -> bool:
        """Tell whether the level counts as what is claimed."""
        return self.claimed == self.held


def judge_standings(
    standard: Standard,
    states: Iterable[ElementState],
    on: date,
    *,
    today: date,
    actions: Sequence[PlannedAction] = (),
) -> dict[str, Standing]:
    """Return how each element stands on the day `on`, by code; one without a state is not scored.

    Of `actions` those count that are planned for a day from `today` to `on`. What an action leads
    to is proven from its day on, for as long as evidence of that day lasts.
    """
    by_code = {state.code: state for state in states}
    done = [action for action in actions if action.is_done_by(on, today=today)]
    return {
        element.code: judge_element(standard, element, by_code.get(element.code), on, done)
        for element in standard.elements
    }


def judge_element(
    standard: Standard,
    element: Element,
    state: ElementState | None,
    on: date,
    done: Sequence[PlannedAction] = (),
) -> Standing:
    """Return how one element stands on the day `on`, once the actions in `done` are done."""
    state = state or ElementState(element.code, None, has_justification=False, evidence=())
    claimed = _claim(standard, state, done)
    needs_proof = claimed in standard.rules.evidence_required
    if not needs_proof:
        return Standing(element.code, claimed, claimed, None)
    last_days = list(_list_last_days(standard, element, state, done))
    if None in last_days:
        return Standing(element.code, claimed, claimed, None)
    proven_until = max((day for day in last_days if day is not None), default=None)
    is_proven = proven_until is not None and proven_until >= on
    held = claimed if is_proven else _fall(standard, claimed)
    return Standing(element.code, claimed, held, proven_until)


def _claim(standard: Standard, state: ElementState, done: Iterable[PlannedAction]) -> str | None:
    level = state.level
    moving = [action for action in done if action.moves(state.code)]
    for effect in list_effects(standard, moving):
        if effect.code == state.code:
            level = raise_level(standard, level, effect.to_level)
    return level


def _list_last_days(
    standard: Standard, element: Element, state: ElementState, done: Iterable[PlannedAction]
) -> Iterator[date | None]:
    """Yield until when each proof lasts; None for evidence without any date, which has no end."""
    months, age = standard.evidence.validity_months, element.evidence_max_age_months
    for evidence in state.evidence:
        yield last_valid_day(evidence, months, age)
    for action in done:
        if action.due_on and action.moves(element.code):
            yield add_months(action.due_on, age or months)


def _fall(standard: Standard, claimed: str | None) -> str | None:
    unproven = standard.rules.unproven
    if claimed is None or unproven is None:
        return claimed
    return max(claimed, unproven, key=lambda each: rank_level(standard, each))


def without_evidence(state: ElementState, item_ids: Iterable[int]) -> ElementState:
    """Return what would be said of the element if these pieces of evidence were not there."""
    left_out = set(item_ids)
    return ElementState(
        state.code,
        state.level,
        state.has_justification,
        tuple(_keep(state.evidence, left_out)),
        state.lost_passages,
    )


def _keep(evidence: Iterable[EvidenceState], left_out: set[int]) -> Iterator[EvidenceState]:
    return (each for each in evidence if each.item_id not in left_out)
