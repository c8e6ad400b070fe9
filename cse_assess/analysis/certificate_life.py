"""The days of a certificate: when it ends, when reviews fall due, and how each day stands.

How many months lie between is a setting of the standard (`LifeRules`): bodies differ (DOMAIN, life
of a certificate). A certificate lasts until and including its last day.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cse_assess.analysis.freshness import MONTHS_PER_YEAR, add_months


class DueState(StrEnum):
    """How a review that falls due stands on a day."""

    HELD = "held"
    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


class LifeState(StrEnum):
    """How a certificate stands on a day."""

    LASTS = "lasts"
    ENDS_SOON = "ends_soon"
    RUN_OUT = "run_out"
    ENDED_EARLY = "ended_early"


@dataclass(frozen=True, slots=True)
class Span:
    """A time between two days, in whole months and the days that remain."""

    months: int
    days: int


def plan_due_days(awarded_on: date, ends_on: date, months: Iterable[int]) -> tuple[date, ...]:
    """Return the days on which reviews fall due: so many months after the award, each day once.

    What would lie after the end is left out.
    """
    days = {add_months(awarded_on, count) for count in months}
    return tuple(sorted(day for day in days if awarded_on < day <= ends_on))


def judge_due(due_on: date, *, was_held: bool, on: date, notice_days: Collection[int]) -> DueState:
    """Return how a review stands on a day; it is soon within the longest of `notice_days`."""
    if was_held:
        return DueState.HELD
    if due_on < on:
        return DueState.OVERDUE
    return DueState.LATER if find_notice(due_on, on, notice_days) is None else DueState.SOON


def judge_life(
    ends_on: date, ended_on: date | None, *, on: date, notice_days: Collection[int]
) -> LifeState:
    """Return how a certificate stands on a day; `ended_on` is when it ended before its time."""
    if ended_on is not None:
        return LifeState.ENDED_EARLY
    if ends_on < on:
        return LifeState.RUN_OUT
    return LifeState.LASTS if find_notice(ends_on, on, notice_days) is None else LifeState.ENDS_SOON


def find_notice(day: date, on: date, notice_days: Collection[int]) -> int | None:
    """Return the shortest of the times before a day, in days, that `on` lies within, or None.

    None after the day, too.
    """
    left = (day - on).days
    return min((days for days in notice_days if 0 <= left <= days), default=None)


def measure_span(start: date, end: date) -> Span:
    """Return the time from one day to a later one; raise `ValueError` for an earlier one.

    From 31 January to 28 February it is one month, as a month after 31 January is its last day.
    """
    if end < start:
        raise ValueError("a span goes from a day to a later one")
    months = (end.year - start.year) * MONTHS_PER_YEAR + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return Span(months, (end - add_months(start, months)).days)
