"""A month as a table of weeks, with what runs out on each day."""

import re
from calendar import Calendar
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cse_assess.analysis.freshness import add_months
from cse_assess.assessments.freshness.plan import Plan, PlannedItem
from cse_assess.assessments.models import Assessment

SHOWN_PER_DAY = 4
EARLIEST, LATEST = date(1900, 1, 1), date(9998, 12, 1)
MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the table: its first few items, how many more there are, and the visits."""

    on: date
    is_in_month: bool
    items: Sequence[PlannedItem]
    more: int
    visits: Sequence[Assessment]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happens on the day."""
        return not (self.items or self.visits)


@dataclass(frozen=True, slots=True)
class Month:
    """A month, and the first days of its neighbours; weeks begin on Monday."""

    first: date
    weeks: Sequence[Sequence[Day]]

    @property
    def previous(self) -> date | None:
        """Return the first day of the month before, or None for the first of all."""
        return add_months(self.first, -1) if self.first > EARLIEST else None

    @property
    def next(self) -> date | None:
        """Return the first day of the month after, or None for the last of all."""
        return add_months(self.first, 1) if self.first < LATEST else None

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happens in the whole month."""
        return all(day.is_empty for week in self.weeks for day in week)


def read_month(text: str) -> date | None:
    """Return the first day of a month written as "2027-03", or None for what names none."""
    if MONTH.fullmatch(text) is None:
        return None
    return date.fromisoformat(f"{text}-01")


def month_of(day: date) -> date:
    """Return the first day of the month of `day`, or of the nearest month that can be shown."""
    return min(max(day.replace(day=1), EARLIEST), LATEST)


def make_month(plan: Plan, first: date) -> Month:
    """Return the month that begins on `first`, with what the plan says of its days."""
    items, visits = defaultdict(list), defaultdict(list)
    last = add_months(first, 1)
    for planned in plan.between(first, last):
        items[planned.renewal.last_day].append(planned)
    for assessment in plan.visits:
        visits[assessment.visit_on].append(assessment)
    weeks = [
        [_make_day(on, first, items[on], visits[on]) for on in week] for week in _weeks_of(first)
    ]
    return Month(first, weeks)


def _make_day(
    on: date, first: date, items: Sequence[PlannedItem], visits: Sequence[Assessment]
) -> Day:
    if on.month != first.month:
        return Day(on, is_in_month=False, items=(), more=0, visits=())
    more = max(0, len(items) - SHOWN_PER_DAY)
    return Day(on, is_in_month=True, items=items[:SHOWN_PER_DAY], more=more, visits=visits)


def _weeks_of(first: date) -> list[list[date]]:
    return Calendar().monthdatescalendar(first.year, first.month)
