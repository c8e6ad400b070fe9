"""What people fill in for an action: checked, compared and told in words."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.texts import LONGEST_REASON, check_line, check_text
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Level, Standard
from cse_assess.web.templating import format_day

LONGEST_TITLE = 200
MOST_EFFORT = 9_999
EFFORT = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?", re.ASCII)
NUMBERS = re.compile(r"\d{1,3}(?:[\s,]+\d{1,3})*", re.ASCII)


@dataclass(frozen=True, slots=True)
class EffectValue:
    """An element that an action moves: to which level, if any, and which points it answers."""

    code: str
    to_level: str | None = None
    guidance_points: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionValues:
    """What people fill in for an action; `effort_days` are days of work, None not estimated."""

    title: str = ""
    notes: str = ""
    owner_id: int | None = None
    due_on: date | None = None
    effort_days: Decimal | None = None
    effects: tuple[EffectValue, ...] = ()

    @classmethod
    def of(cls, action: ImprovementAction) -> "ActionValues":
        """Return what an action holds, its effects in the order of the standard."""
        ordered = sorted(action.effects, key=lambda effect: effect.response.position)
        return cls(
            title=action.title,
            notes=action.notes,
            owner_id=action.owner_id,
            due_on=action.due_on,
            effort_days=action.effort_days,
            effects=tuple(
                EffectValue(
                    effect.response.element_code, effect.to_level, tuple(effect.guidance_points)
                )
                for effect in ordered
            ),
        )

    def differing(self, other: "ActionValues") -> tuple[str, ...]:
        """Return the names of the fields that are not the same in both, in order."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(other, name))


FIELDS = tuple(field.name for field in fields(ActionValues))


def list_reachable_levels(standard: Standard) -> list[Level]:
    """Return the levels that an action can lead to: all but “not applicable”."""
    return [each for each in standard.levels if each.id not in standard.rules.not_applicable]


def check_values(
    standard: Standard,
    values: ActionValues,
    people: Collection[int],
    before: ActionValues | None = None,
) -> ActionValues:
    """Return the values as they are kept; raise `DomainError` for one that cannot be.

    `people` are the ids of who may own an action. What it held `before` may stay: an owner who
    has left, and effects on elements that the standard no longer has.
    """
    before = before or ActionValues()
    title = check_line(
        values.title,
        LONGEST_TITLE,
        name="What is to be done",
        field="title",
        missing="Enter what is to be done",
    )
    notes = check_text(values.notes, LONGEST_REASON, name="The notes", field="notes")
    if values.owner_id not in {None, before.owner_id, *people}:
        raise DomainError("Choose an owner from the list", field="owner_id")
    return replace(
        values,
        title=title,
        notes=notes,
        effort_days=_check_effort(values.effort_days),
        effects=_check_effects(standard, values.effects, before.effects),
    )


def _check_effort(effort: Decimal | None) -> Decimal | None:
    if effort is None:
        return None
    if not effort.is_finite() or not 0 <= effort <= MOST_EFFORT:
        raise DomainError(
            f"The effort must be between 0 and {MOST_EFFORT:,} days", field="effort_days"
        )
    rounded = effort.quantize(Decimal("0.01"))
    if rounded != effort:
        raise DomainError("Give the effort with at most two decimals", field="effort_days")
    return rounded


def read_effort(text: str) -> Decimal | None:
    """Return the days of work that a text such as “1.5” says, None for an empty one.

    Raises `DomainError` for any other text.
    """
    if not text:
        return None
    found = EFFORT.fullmatch(text)
    if found is None:
        raise DomainError(
            f"Enter the effort as a number of days up to {MOST_EFFORT:,}, such as 2 or 1.5",
            field="effort_days",
        )
    return Decimal(f"{found[1]}.{found[2] or '0'}")


def read_points(text: str) -> tuple[int, ...]:
    """Return the numbers of guidance points in a text such as “1, 3”, in order.

    Raises `ValueError` for any other text.
    """
    if not text:
        return ()
    if NUMBERS.fullmatch(text) is None:
        raise ValueError("no list of numbers")
    return tuple(sorted({int(number) for number in re.split(r"[\s,]+", text)}))


def _check_effects(
    standard: Standard, effects: Sequence[EffectValue], before: Sequence[EffectValue]
) -> tuple[EffectValue, ...]:
    codes = [effect.code for effect in effects]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise DomainError(f"{twice} is named twice: name it once", field="effects")
    checked = [
        effect if effect in before else _check_effect(standard, effect) for effect in effects
    ]
    places = {element.code: place for place, element in enumerate(standard.elements)}
    return tuple(sorted(checked, key=lambda effect: places.get(effect.code, len(places))))


def _check_effect(standard: Standard, effect: EffectValue) -> EffectValue:
    element = standard.find_element(effect.code)
    terms = standard.terms
    if element is None:
        raise DomainError(f"There is no {terms.element.one} “{effect.code}”", field="effects")
    if effect.to_level not in {None, *(level.id for level in list_reachable_levels(standard))}:
        raise DomainError(
            f"An action cannot lead to that level of {effect.code}: choose another", field="effects"
        )
    points = tuple(sorted(set(effect.guidance_points)))
    if any(not 0 < number <= len(element.guidance) for number in points):
        raise DomainError(
            f"{effect.code} has {len(element.guidance)} {terms.guidance.many}: give their numbers, "
            "from 1",
            field="effects",
        )
    return replace(effect, guidance_points=points)


def speak_values(
    standard: Standard, values: ActionValues, names: Mapping[int, str]
) -> dict[str, str]:
    """Return every field in words; `names` are those of owners, by id."""
    return {
        "title": values.title,
        "notes": values.notes,
        "owner_id": names.get(values.owner_id or 0, "") if values.owner_id else "",
        "due_on": format_day(values.due_on) if values.due_on else "",
        "effort_days": speak_effort(values.effort_days),
        "effects": "\n".join(speak_effect(standard, effect) for effect in values.effects),
    }


def speak_effort(effort: Decimal | None) -> str:
    """Return an effort in words, “1.5 days”, empty where there is none."""
    if effort is None:
        return ""
    number = f"{effort.normalize():,f}"
    return f"{number} day" if effort == 1 else f"{number} days"


def speak_effect(standard: Standard, effect: EffectValue) -> str:
    """Return what happens to an element, “1.1.1 to Compliant (guidance points 1, 2)”."""
    level = standard.find_level(effect.to_level or "")
    numbers = ", ".join(map(str, effect.guidance_points))
    terms = standard.terms.guidance
    name = terms.one if len(effect.guidance_points) == 1 else terms.many
    return (
        effect.code
        + (f" to {level.title}" if level else "")
        + (f" ({name} {numbers})" if numbers else "")
    )
