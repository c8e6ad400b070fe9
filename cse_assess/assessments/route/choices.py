"""Which actions a way to the award may take, and why the others are not among them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.actions import PlannedAction
from cse_assess.web.templating import format_day


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person asks of the way: so many to spare, by a day, with these and without those.

    `margin` counts elements in each group; `by` is the day by which its actions have to be done,
    None where none is asked for. `proven_on` is the day on which levels have to be proven, None
    where they count as claimed. Actions are named by their keys.
    """

    margin: int = 0
    by: date | None = None
    proven_on: date | None = None
    pinned: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Hindrance:
    """An action that the way cannot take, and why not, in whole sentences."""

    action: PlannedAction
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SortedActions:
    """The actions that the way may take, those it cannot, and those whose effort is not known.

    An action that was pinned is taken whatever hinders it; `unestimated` are those of them that
    count as no effort because nobody estimated it.
    """

    usable: tuple[PlannedAction, ...]
    hindered: tuple[Hindrance, ...]
    unestimated: tuple[PlannedAction, ...]


def sort_actions(actions: Sequence[PlannedAction], wishes: Wishes, *, today: date) -> SortedActions:
    """Tell which of the open actions the way may take, in their order."""
    offered = [action for action in actions if action.key not in wishes.left_out]
    pinned = [action for action in offered if action.key in wishes.pinned]
    reasons = {
        action.key: tuple(_find_reasons(action, wishes.by, today))
        for action in offered
        if action not in pinned
    }
    return SortedActions(
        usable=tuple(action for action in offered if not reasons.get(action.key)),
        hindered=tuple(
            Hindrance(action, found) for action in offered if (found := reasons.get(action.key))
        ),
        unestimated=tuple(action for action in pinned if action.effort_days is None),
    )


def _find_reasons(action: PlannedAction, by: date | None, today: date) -> Iterator[str]:
    if not action.effects:
        yield "It leads to no level."
    if action.effort_days is None:
        yield "Nobody has estimated its effort."
    if by is not None:
        yield from _find_delays(action.due_on, by, today)


def _find_delays(due_on: date | None, by: date, today: date) -> Iterator[str]:
    if due_on is None:
        yield "No day is set by which it is to be done."
    elif due_on < today:
        yield f"It was to be done by {format_day(due_on)} and is overdue."
    elif due_on > by:
        yield f"It is to be done by {format_day(due_on)}, which is too late."
