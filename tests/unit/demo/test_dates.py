"""Dates in the sample papers count from the day of loading."""

from datetime import date

import pytest

from cse_assess.demo.dates import fill_dates, shift_days, write_financial_year

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("mark", "text"),
    [
        ("{on}", "3 May 2026"),
        ("{on_month}", "May 2026"),
        ("{on_year}", "2026"),
        ("{day[-21]}", "31 October 2026"),
        ("{month[-9]}", "February 2026"),
        ("{month[2]}", "January 2027"),
        ("{year[-1]}", "2025"),
        ("{fy[-1]}", "2025/26"),
    ],
)
def test_a_mark_becomes_the_date_that_it_means(mark, text):
    assert fill_dates(mark, today=TODAY, on=date(2026, 5, 3)) == text


def test_months_never_repeat_at_the_end_of_a_long_month():
    marks = " ".join(f"{{month[-{n}]}}" for n in range(3))
    assert (
        fill_dates(marks, today=date(2026, 3, 31), on=None)
        == "March 2026 February 2026 January 2026"
    )


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 3, 31), "2025/26"), (date(2026, 4, 1), "2026/27"), (date(1999, 5, 1), "1999/00")],
)
def test_a_financial_year_begins_in_april(day, year):
    assert write_financial_year(day) == year


def test_a_mistyped_mark_is_not_printed_as_it_stands():
    with pytest.raises(KeyError):
        fill_dates("{mnth[-1]}", today=TODAY, on=None)


def test_no_distance_gives_no_day():
    assert shift_days(TODAY, None) is None
    assert shift_days(TODAY, -21) == date(2026, 10, 31)
