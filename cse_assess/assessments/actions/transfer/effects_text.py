"""What an action moves, in one cell: “1.1.1 (1, 2) > Compliant; 1.1.2 > Plus; 1.1.3”."""

import re
from collections.abc import Iterable

from cse_assess.assessments.actions.values import EffectValue, read_points
from cse_assess.assessments.transfer.levels import LevelFault, find_level
from cse_assess.standards.structure import Standard

PART = re.compile(r"([^\s()>]{1,40})\s*(?:\(([^()]{0,80})\))?\s*(?:>\s*(.{1,80}))?")


class EffectFault(Exception):
    """A part of the cell that says nothing that can be; the message says which."""


def write_effects(standard: Standard, effects: Iterable[EffectValue]) -> str:
    """Return the cell that says what an action moves, so that reading gives the same again."""
    return "; ".join(_write_effect(standard, effect) for effect in effects)


def _write_effect(standard: Standard, effect: EffectValue) -> str:
    points = f" ({', '.join(map(str, effect.guidance_points))})" if effect.guidance_points else ""
    level = standard.find_level(effect.to_level or "")
    reached = f" > {level.title if level else effect.to_level}" if effect.to_level else ""
    return f"{effect.code}{points}{reached}"


def read_effects(standard: Standard, text: str) -> tuple[EffectValue, ...]:
    """Return what a cell says that an action moves; raise `EffectFault`.

    The elements stand on lines of their own, or are parted by semicolons.
    """
    parts = (part.strip() for part in re.split(r"[;\n]", text))
    return tuple(_read_effect(standard, part) for part in parts if part)


def _read_effect(standard: Standard, part: str) -> EffectValue:
    found = PART.fullmatch(part)
    if found is None:
        raise EffectFault(f"“{part}” is not of the form 1.1.1 (1, 2) > Compliant")
    code, points, level = found.groups()
    try:
        to_level = find_level(standard, level.strip()) if level else None
        return EffectValue(code.rstrip("."), to_level, read_points((points or "").strip()))
    except LevelFault as fault:
        raise EffectFault(str(fault)) from fault
    except ValueError:
        raise EffectFault(f"“{points}” is no list of numbers such as 1, 2") from None
