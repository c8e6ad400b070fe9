"""Actions as pages show them: what they move in words, overdue or not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cse_assess.assessments.actions.finishing import find_raised_level
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.values import speak_effort
from cse_assess.assessments.actions.words import STATUS_TITLES, STATUS_TONES
from cse_assess.standards.structure import Element, Level, Standard


@dataclass(frozen=True, slots=True)
class EffectLine:
    """An element that an action moves, with its level now and the level that it leads to.

    `element` is None where the standard no longer has it; `raised_to` is None where the level is
    reached already, or none is aimed at. `version_id` is that of what is said of the element.
    """

    code: str
    element: Element | None
    level: Level | None
    to_level: Level | None
    raised_to: Level | None
    guidance_points: tuple[int, ...]
    version_id: int


@dataclass(frozen=True, slots=True)
class ActionLine:
    """An action in a list, as it stands on a day."""

    action: ImprovementAction
    effects: tuple[EffectLine, ...]
    is_overdue: bool

    @property
    def is_unowned(self) -> bool:
        """Tell whether nobody sees to what is still to be done."""
        return self.action.is_open and self.action.owner_id is None

    @property
    def status_title(self) -> str:
        """Return the status in words."""
        return STATUS_TITLES[self.action.status]

    @property
    def status_tone(self) -> str:
        """Return the tone of the status's tag."""
        return STATUS_TONES[self.action.status]

    @property
    def effort(self) -> str:
        """Return the effort in words."""
        return speak_effort(self.action.effort_days) or "Not estimated"


def make_lines(
    actions: Iterable[ImprovementAction], standard: Standard, on: date
) -> list[ActionLine]:
    """Return the lines of `actions` of one standard as they stand on the day `on`, without a query.

    What they move comes in the order of the standard.
    """
    return [
        ActionLine(action, _make_effects(action, standard), action.is_overdue(on))
        for action in actions
    ]


def _make_effects(action: ImprovementAction, standard: Standard) -> tuple[EffectLine, ...]:
    return tuple(
        EffectLine(
            code=effect.response.element_code,
            element=standard.find_element(effect.response.element_code),
            level=standard.find_level(effect.response.level or ""),
            to_level=standard.find_level(effect.to_level or ""),
            raised_to=standard.find_level(find_raised_level(standard, effect) or ""),
            guidance_points=tuple(effect.guidance_points),
            version_id=effect.response.version_id,
        )
        for effect in sorted(action.effects, key=lambda effect: effect.response.position)
    )
