"""A month as a table of weeks, with what stands on each of its days."""

import re
from calendar import Calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from cse_assess.analysis.freshness import add_months
from cse_assess.assessments.models import Assessment

SHOWN_PER_DAY = 4
EARLIEST, LATEST = date(1900, 1, 1), date(9998, 12, 1)
MONTH = re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])")

Entry = TypeVar("Entry")


@dataclass(frozen=True, slots=True)
class Day(Generic[Entry]):
    """A day of the table: its first few entries, how many more there are, and the visits."""

    on: date
    is_in_month: bool
    entries: Sequence[Entry]
    more: int
    visits: Sequence[Assessment]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing happens on the day."""
        return not (self.entries or self.visits)


@dataclass(frozen=True, slots=True)
class Month(Generic[Entry]):
    """A month, and the first days of its neighbours; weeks begin on Monday."""

    first: date
    weeks: Sequence[Sequence[Day[Entry]]]

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


def lay_out_month(
    first: date, entries: Mapping[date, Sequence[Entry]], assessments: Iterable[Assessment]
) -> Month[Entry]:
    """Return the month that begins on `first`, with the entries and visits of its days."""
    visits: dict[date, list[Assessment]] = {}
    for assessment in assessments:
        if assessment.visit_on:
            visits.setdefault(assessment.visit_on, []).append(assessment)
    weeks = [
        [_make_day(on, first, entries.get(on, ()), visits.get(on, ())) for on in week]
        for week in Calendar().monthdatescalendar(first.year, first.month)
    ]
    return Month(first, weeks)


def _make_day(
    on: date, first: date, entries: Sequence[Entry], visits: Sequence[Assessment]
) -> Day[Entry]:
    if on.month != first.month:
        return Day(on, is_in_month=False, entries=(), more=0, visits=())
    more = max(0, len(entries) - SHOWN_PER_DAY)
    return Day(on, is_in_month=True, entries=entries[:SHOWN_PER_DAY], more=more, visits=visits)
