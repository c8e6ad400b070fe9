"""Two people's values of one element side by side, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from cse_assess.assessments.history import LABELS
from cse_assess.assessments.values import FIELDS, ResponseValues, speak_values
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
    spoken_theirs, spoken_mine = (
        speak_values(standard, values, names.get(values.owner_id or 0, ""))
        for values in (theirs, mine)
    )
    return [
        Part(name, LABELS[name], spoken_theirs[name], spoken_mine[name], name in differing)
        for name in FIELDS
    ]
