"""Levels as they will still be proven on the day of the visit, and what actions make of them.

An action brings evidence of the day on which it is done, so it also gives new proof to a level that
is claimed already. What falls without proof, and to which level, is said in `analysis.standing`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.standing import judge_element, judge_standings
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Proven:
    """What a way to the award is found from if only proven levels count.

    `levels` are those that hold on the day without any action, by element code, and the effects of
    `actions` those that each of them makes hold. `fallen` are the codes of the elements that count
    for less than they claim.
    """

    levels: dict[str, str | None]
    actions: tuple[PlannedAction, ...]
    fallen: tuple[str, ...]


def count_proven(
    standard: Standard,
    states: Iterable[ElementState],
    actions: Sequence[PlannedAction],
    on: date,
    *,
    today: date,
) -> Proven:
    """Return levels and actions as they count on the day `on`, which is not before `today`.

    Each action is judged for itself. One that is not planned for a day from `today` to `on` is
    taken as done on that last day. Raises `UnknownCodeError` and `UnknownLevelError`.
    """
    by_code = {state.code: state for state in states}
    standings = judge_standings(standard, by_code.values(), on, today=today)
    return Proven(
        levels={code: standing.held for code, standing in standings.items()},
        actions=tuple(
            replace(action, effects=tuple(_prove(standard, by_code, action, on, today)))
            for action in actions
        ),
        fallen=tuple(code for code, standing in standings.items() if not standing.is_proven),
    )


def _prove(
    standard: Standard,
    states: dict[str, ElementState],
    action: PlannedAction,
    on: date,
    today: date,
) -> Iterator[Effect]:
    """Yield the levels that hold on the day once this action is done."""
    done = action if action.is_done_by(on, today=today) else replace(action, due_on=on)
    for code in dict.fromkeys(effect.code for effect in action.effects):
        element = standard.get_element(code)
        held = judge_element(standard, element, states.get(code), on, [done]).held
        if held is not None:
            yield Effect(code, held)
