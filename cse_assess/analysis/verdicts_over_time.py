"""What became of an element over several reviews: a partial that stays, and one that comes back.

Levels are those that assessors gave. Annual reviews look at earlier partials again, and a partial
can come back (DOMAIN, life of a certificate).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.standards.structure import Rules

Levels = Mapping[str, str | None]


class PartialState(StrEnum):
    """What a partial is, seen beside the reviews before."""

    FIRST = "first"
    STILL = "still"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class PartialTrace:
    """A partial of the last review: what it is, and in how many reviews it was one, this included.

    `running` counts those since it was last met.
    """

    state: PartialState
    times: int
    running: int


def trace_partials(rules: Rules, reviews: Sequence[Levels]) -> dict[str, PartialTrace]:
    """Return each element that is partly met in the last of `reviews`, which are oldest first.

    It has *returned* where it was partly met before and met in between; it is *still* so where
    it was partly met before and never met since; otherwise it is the first time. A review
    that gave the element no level, or found it not applicable, tells nothing of it.
    """
    if not reviews:
        return {}
    return {
        code: _trace(rules, [levels.get(code) for levels in reviews])
        for code, level in reviews[-1].items()
        if level in rules.partial
    }


def _trace(rules: Rules, levels: Sequence[str | None]) -> PartialTrace:
    last_met = max((place for place, level in enumerate(levels) if level in rules.met), default=-1)
    times = sum(level in rules.partial for level in levels)
    running = sum(level in rules.partial for level in levels[last_met + 1 :])
    return PartialTrace(_name(times, running), times, running)


def _name(times: int, running: int) -> PartialState:
    if times > running:
        return PartialState.RETURNED
    return PartialState.STILL if running > 1 else PartialState.FIRST
