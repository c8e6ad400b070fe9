"""How levels, and with them readiness, stood on past days, rebuilt from what was changed since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from cse_assess.analysis.readiness import Readiness, assess_readiness
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level that was given, changed or taken back on a day; None means not scored."""

    on: date
    code: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class DayReadiness:
    """How the self-assessment stood at the end of a day."""

    on: date
    readiness: Readiness


def replay_levels(changes: Iterable[LevelChange], on: date) -> dict[str, str | None]:
    """Return the levels by element code as they stood at the end of the day `on`.

    `changes` are all that there ever were, oldest first; what was never scored is missing.
    """
    return {change.code: change.after for change in changes if change.on <= on}


def trace_readiness(standard: Standard, changes: Iterable[LevelChange]) -> list[DayReadiness]:
    """Return the readiness at the end of each day on which a level changed, oldest first.

    `changes` come oldest first. Elements and levels that the standard does not have any more count
    as never scored.
    """
    levels: dict[str, str | None] = {}
    traced = []
    for on, of_day in groupby(changes, key=lambda change: change.on):
        levels |= keep_known(standard, {change.code: change.after for change in of_day})
        traced.append(DayReadiness(on, assess_readiness(standard, levels)))
    return traced


def keep_known(standard: Standard, levels: dict[str, str | None]) -> dict[str, str | None]:
    """Return the levels of the standard's elements; one that it does not have is None."""
    return {
        code: level if standard.find_level(level or "") else None
        for code, level in levels.items()
        if standard.find_element(code)
    }


def pick_ends_of_months(traced: Sequence[DayReadiness]) -> list[DayReadiness]:
    """Return the last of each month, oldest first."""
    by_month = groupby(traced, key=lambda each: (each.on.year, each.on.month))
    return [list(members)[-1] for _, members in by_month]
