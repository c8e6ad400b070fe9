"""What would come of other levels, of actions done, or of another day; a copy is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from cse_assess.analysis.actions import PlannedAction, apply_actions
from cse_assess.analysis.gaps import ElementState
from cse_assess.analysis.readiness import GroupReadiness, Readiness, assess_readiness
from cse_assess.analysis.standing import judge_standings
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Shift:
    """An element that would stand otherwise: its level now, the one claimed then, and what counts.

    `held` is lower than `claimed` where no evidence is in date on the day that is supposed.
    """

    code: str
    before: str | None
    claimed: str | None
    held: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the self-assessment stands now and how it would stand, with what makes the difference."""

    now: Readiness
    then: Readiness
    shifts: tuple[Shift, ...]

    @property
    def groups(self) -> list[tuple[GroupReadiness, GroupReadiness]]:
        """Return each group as it is now and as it would be."""
        return list(zip(self.now.groups, self.then.groups, strict=True))


def suppose(
    standard: Standard,
    states: Sequence[ElementState],
    *,
    levels: Mapping[str, str],
    actions: Sequence[PlannedAction],
    today: date,
    on: date | None = None,
) -> Outcome:
    """Judge what would come of `levels` by element code, with `actions` done, on the day `on`.

    Without a day, levels count as they are claimed, as they do now. With one, a level counts only
    as long as its evidence lasts, and what `actions` lead to is proven from `today` on. Raises
    `UnknownCodeError` or `UnknownLevelError` for what the standard does not have.
    """
    before = {state.code: state.level for state in states}
    supposed = [replace(state, level=levels.get(state.code, state.level)) for state in states]
    claimed = apply_actions(standard, {each.code: each.level for each in supposed}, actions)
    held = claimed if on is None else _hold(standard, supposed, actions, today, on)
    shifts = (
        Shift(code, before.get(code), claimed[code], held[code])
        for code in claimed
        if before.get(code) != claimed[code] or claimed[code] != held[code]
    )
    now, then = assess_readiness(standard, before), assess_readiness(standard, held)
    return Outcome(now, then, tuple(shifts))


def _hold(
    standard: Standard,
    states: Sequence[ElementState],
    actions: Sequence[PlannedAction],
    today: date,
    on: date,
) -> dict[str, str | None]:
    done = [replace(action, due_on=today) for action in actions]
    standings = judge_standings(standard, states, on, today=today, actions=done)
    return {code: standing.held for code, standing in standings.items()}
