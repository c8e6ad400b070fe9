"""What an improvement action is to the arithmetic: effort, a day, and the levels it leads to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cse_assess.analysis.readiness import Levels
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Effect:
    """An element, and the level to which an action brings it if it is not there yet."""

    code: str
    to_level: str


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """An action that is not done yet; `key` tells it from the others.

    `effort_days` is its effort in days of work, None where nobody estimated it; `due_on` the day
    by which it is to be done, None where none is set.
    """

    key: str
    title: str
    effort_days: Decimal | None
    due_on: date | None
    effects: tuple[Effect, ...]

    def is_done_by(self, day: date, *, today: date) -> bool:
        """Tell whether it is planned to be done on `day`; an overdue one may never be."""
        return self.due_on is not None and today <= self.due_on <= day

    def moves(self, code: str) -> bool:
        """Tell whether the element of this code is one of those that it brings to a level."""
        return any(effect.code == code for effect in self.effects)


def raise_level(standard: Standard, level_id: str | None, to_level: str) -> str | None:
    """Return the better of an element's level and the one that an action leads to.

    An action never lowers a level, and what is not applicable stays so. Raises
    `UnknownLevelError`.
    """
    if level_id is None:
        return to_level
    if level_id in standard.rules.not_applicable:
        return level_id
    return min(level_id, to_level, key=lambda each: rank_level(standard, each))


def rank_level(standard: Standard, level_id: str) -> int:
    """Return a level's place on the scale, 0 for the best; raise `UnknownLevelError`."""
    return standard.levels.index(standard.get_level(level_id))


def apply_actions(
    standard: Standard, levels: Levels, actions: Iterable[PlannedAction]
) -> dict[str, str | None]:
    """Return the levels by element code once all `actions` are done, in whatever order.

    Raises `UnknownLevelError`, and `UnknownCodeError` for an effect on what is no element.
    """
    raised = {element.code: levels.get(element.code) for element in standard.elements}
    for effect in list_effects(standard, actions):
        code = standard.get_element(effect.code).code
        raised[code] = raise_level(standard, raised[code], effect.to_level)
    return raised


def list_effects(standard: Standard, actions: Iterable[PlannedAction]) -> list[Effect]:
    """Return what `actions` lead to, the best levels first: the order that loses none of them.

    Raises `UnknownLevelError`.
    """
    effects = [effect for action in actions for effect in action.effects]
    return sorted(effects, key=lambda each: rank_level(standard, each.to_level))
