"""Two people's values of one element side by side, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from cse_assess.assessments.history import LABELS
from cse_assess.assessments.services.responses import FIELDS, ResponseValues
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Part:
    """One field: what it is called, and what both say, in words."""

    name: str
    label: str
    theirs: str
    mine: str
    differs: bool


def compare_values(
    standard: Standard, theirs: ResponseValues, mine: ResponseValues, names: Mapping[int, str]
) -> list[Part]:
    """Return every field of an element; `names` are those of possible owners, by id."""
    differing = theirs.differing(mine)
    return [
        Part(
            name,
            LABELS[name],
            _say(standard, name, theirs, names),
            _say(standard, name, mine, names),
            name in differing,
        )
        for name in FIELDS
    ]


def _say(standard: Standard, name: str, values: ResponseValues, names: Mapping[int, str]) -> str:
    if name == "level":
        level = standard.find_level(values.level or "")
        return level.title if level else "Not scored"
    if name == "owner_id":
        return names.get(values.owner_id or 0, "Nobody")
    return str(getattr(values, name))
