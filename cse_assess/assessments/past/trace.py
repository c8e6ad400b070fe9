"""Readiness over time as a chart, and the table behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.levels_over_time import (
    DayReadiness,
    LevelChange,
    keep_known,
    pick_ends_of_months,
    replay_levels,
    trace_readiness,
)
from cse_assess.analysis.readiness import Readiness, assess_readiness
from cse_assess.assessments.group_lines import find_common_threshold, list_series
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.clock import LONDON, today
from cse_assess.standards.structure import Element, Level, Standard
from cse_assess.web.templating import format_day
from cse_assess.web.time_chart import Mark, TimeChart, draw_time_chart

MOST_ROWS = 31
MOST_MARKS = 8


@dataclass(frozen=True, slots=True)
class Trace:
    """Readiness over time: the chart, and its rows, of which each month has at most one if many."""

    chart: TimeChart
    rows: tuple[DayReadiness, ...]
    is_by_month: bool


@dataclass(frozen=True, slots=True)
class LevelThen:
    """An element with its level on a past day, and now."""

    element: Element
    then: Level | None
    now: Level | None


@dataclass(frozen=True, slots=True)
class ShownDay:
    """The readiness at the end of a past day, and every element's level then and now."""

    on: date
    readiness: Readiness
    levels: tuple[LevelThen, ...]


def draw_trace(
    assessment: Assessment,
    standard: Standard,
    changes: Sequence[LevelChange],
    snapshots: Sequence[Snapshot],
) -> Trace | None:
    """Return how readiness came about, or None where nothing was ever scored."""
    traced = trace_readiness(standard, changes)
    if not traced:
        return None
    is_by_month = len(traced) > MOST_ROWS
    return Trace(
        chart=_draw(assessment, standard, traced, snapshots),
        rows=tuple(pick_ends_of_months(traced) if is_by_month else traced),
        is_by_month=is_by_month,
    )


def _draw(
    assessment: Assessment,
    standard: Standard,
    traced: Sequence[DayReadiness],
    snapshots: Sequence[Snapshot],
) -> TimeChart:
    last = _day_of_end(assessment, traced)
    return draw_time_chart(
        list_series(standard, ((day.on, day.readiness) for day in traced)),
        first=traced[0].on,
        last=last,
        highest=100,
        marks=[
            Mark(each.taken_at.astimezone(LONDON).date(), each.name)
            for each in snapshots[:MOST_MARKS]
        ],
        threshold=find_common_threshold(traced[-1].readiness),
        description=_describe(traced, last),
    )


def _day_of_end(assessment: Assessment, traced: Sequence[DayReadiness]) -> date:
    locked = assessment.locked_at
    return max(traced[-1].on, locked.astimezone(LONDON).date() if locked else today())


def _describe(traced: Sequence[DayReadiness], last: date) -> str:
    shares = (f"{group.name} {group.tally.percent_met}%" for group in traced[-1].readiness.groups)
    return (
        f"Share that is met, from {format_day(traced[0].on)} to {format_day(last)}. "
        f"At the end: {', '.join(shares)}."
    )


def show_day(standard: Standard, changes: Sequence[LevelChange], on: date) -> ShownDay:
    """Return how a self-assessment stood at the end of a past day."""
    then = keep_known(standard, replay_levels(changes, on))
    now = keep_known(standard, replay_levels(changes, date.max))
    levels = (
        LevelThen(
            element,
            standard.find_level(then.get(element.code) or ""),
            standard.find_level(now.get(element.code) or ""),
        )
        for element in standard.elements
    )
    return ShownDay(on, assess_readiness(standard, then), tuple(levels))
