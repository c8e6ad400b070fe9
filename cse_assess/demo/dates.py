"""Dates in the sample organisation's papers, told from the day on which it is loaded.

The content names days by their distance, so that the sample never grows old: a survey is always
eight weeks back and the visit always ahead.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from cse_assess.analysis.freshness import add_months

FINANCIAL_YEAR_STARTS = 4


def shift_days(today: date, days: int | None) -> date | None:
    """Return the day that is `days` after `today`, or None where there is no distance."""
    return None if days is None else today + timedelta(days=days)


def write_day(day: date) -> str:
    """Return the day as people write it: 21 November 2026."""
    return f"{day.day} {day:%B %Y}"


def write_financial_year(day: date) -> str:
    """Return the financial year (April to March) that the day is in, as 2026/27."""
    first = day.year if day.month >= FINANCIAL_YEAR_STARTS else day.year - 1
    return f"{first}/{(first + 1) % 100:02}"


@dataclass(frozen=True, slots=True)
class _Distances:
    """Gives the text of a day for a distance, as `str.format` asks for it: `{month[-3]}`."""

    write: Callable[[int], str]

    def __getitem__(self, distance: str | int) -> str:
        return self.write(int(distance))


def fill_dates(text: str, *, today: date, on: date | None) -> str:
    """Put dates in the place of the marks in `text`.

    `{on}`, `{on_month}` and `{on_year}` are the paper's own date; `{day[-9]}`, `{month[-3]}`,
    `{year[-1]}` and `{fy[-1]}` (financial year) count days, months and years from today.
    Raises `KeyError` for any other mark.
    """
    own = on or today
    return text.format(
        on=write_day(own),
        on_month=f"{own:%B %Y}",
        on_year=own.year,
        day=_Distances(lambda days: write_day(today + timedelta(days=days))),
        month=_Distances(lambda months: f"{add_months(today, months):%B %Y}"),
        year=_Distances(lambda years: str(today.year + years)),
        fy=_Distances(lambda years: write_financial_year(add_months(today, 12 * years))),
    )
