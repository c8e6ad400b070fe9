"""What hangs on which piece of evidence: how it would stand if one were rejected."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.readiness import GroupReadiness, Readiness, assess_readiness
from cse_assess.analysis.standing import judge_element, judge_standings, without_evidence
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """What comes of it if one piece of evidence is not accepted.

    `proves` are the elements that it is attached to, `falling` those of them that rest on it
    alone, `failing` the groups that pass only with it; `loses_award` tells whether the whole does.
    """

    item_id: int
    title: str
    proves: tuple[str, ...]
    falling: tuple[str, ...]
    failing: tuple[GroupReadiness, ...]
    loses_award: bool


@dataclass(frozen=True, slots=True)
class Fragility:
    """How it stands on a day with all evidence, and without each piece, the weightiest first."""

    on: date
    readiness: Readiness
    pieces: tuple[LeaveOut, ...]

    @property
    def fragile(self) -> tuple[LeaveOut, ...]:
        """Return the pieces without which at least one element falls."""
        return tuple(each for each in self.pieces if each.falling)


def assess_fragility(
    standard: Standard,
    states: Sequence[ElementState],
    on: date,
    *,
    today: date,
    actions: Sequence[PlannedAction] = (),
) -> Fragility:
    """Leave out each piece of evidence in turn, everywhere it is attached, and judge the day `on`.

    Actions planned for a day from `today` to `on` count as done. Raises `UnknownLevelError`.
    """
    done = [each for each in actions if each.is_done_by(on, today=today)]
    standings = judge_standings(standard, states, on, today=today, actions=actions)
    levels = {code: standing.held for code, standing in standings.items()}
    moving = {code: [each for each in done if each.moves(code)] for code in levels}
    base = _Base(standard, on, moving, levels, assess_readiness(standard, levels))
    pieces = [_leave_out(base, item_id, attached) for item_id, attached in _attach(states).items()]
    return Fragility(on, base.readiness, tuple(sorted(pieces, key=_weigh)))


def _attach(states: Iterable[ElementState]) -> dict[int, list[ElementState]]:
    attached: dict[int, list[ElementState]] = defaultdict(list)
    for state in states:
        for item_id in dict.fromkeys(each.item_id for each in state.evidence):
            attached[item_id].append(state)
    return attached


@dataclass(frozen=True, slots=True)
class _Base:
    """How it stands with all evidence; `moving` has the actions done by then at each element."""

    standard: Standard
    on: date
    moving: dict[str, list[PlannedAction]]
    levels: dict[str, str | None]
    readiness: Readiness

    def hold_without(self, state: ElementState, item_id: int) -> str | None:
        element, left = self.standard.get_element(state.code), without_evidence(state, [item_id])
        return judge_element(self.standard, element, left, self.on, self.moving[state.code]).held


def _leave_out(base: _Base, item_id: int, attached: Sequence[ElementState]) -> LeaveOut:
    left = {state.code: base.hold_without(state, item_id) for state in attached}
    falling = tuple(code for code, level in left.items() if level != base.levels[code])
    before, without = base.readiness, base.readiness
    if falling:
        without = assess_readiness(base.standard, {**base.levels, **left})
    return LeaveOut(
        item_id=item_id,
        title=_name(item_id, attached[0]),
        proves=tuple(left),
        falling=falling,
        failing=tuple(
            after
            for group, after in zip(before.groups, without.groups, strict=True)
            if group.passes and not after.passes
        ),
        loses_award=before.passes and not without.passes,
    )


def _name(item_id: int, state: ElementState) -> str:
    return next(each.title for each in state.evidence if each.item_id == item_id)


def _weigh(piece: LeaveOut) -> tuple[object, ...]:
    """Return what to sort by: smaller has more hanging on it."""
    hanging = (-len(piece.failing), -len(piece.falling), -len(piece.proves))
    return (not piece.loses_award, *hanging, piece.title, piece.item_id)
