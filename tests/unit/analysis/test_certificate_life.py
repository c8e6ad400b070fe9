"""The days of a certificate: planned reviews, the end, how each stands, and times between days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.certificate_life import (
    DueState,
    LifeState,
    find_notice,
    judge_due,
    judge_life,
    measure_span,
    plan_due_days,
)
from cse_assess.analysis.freshness import add_months

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))
MONTHS = st.lists(st.integers(1, 120), max_size=6)
NOTICES = st.lists(st.integers(1, 366), max_size=4)
ON = date(2026, 6, 1)


def test_reviews_fall_due_on_the_same_day_of_later_years():
    days = plan_due_days(date(2026, 3, 5), date(2029, 3, 5), (12, 24))
    assert days == (date(2027, 3, 5), date(2028, 3, 5))


def test_what_is_awarded_on_a_leap_day_is_due_on_the_last_of_february():
    days = plan_due_days(date(2024, 2, 29), date(2029, 1, 1), (12, 24, 48))
    assert days == (date(2025, 2, 28), date(2026, 2, 28), date(2028, 2, 29))


def test_a_month_after_the_last_of_january_is_the_last_of_february():
    assert plan_due_days(date(2027, 1, 31), date(2028, 1, 31), (1,)) == (date(2027, 2, 28),)


@given(DAYS, DAYS, MONTHS)
def test_planned_days_are_in_order_each_once_and_within_the_certificate(awarded, ends, months):
    days = plan_due_days(awarded, ends, months)
    assert list(days) == sorted(set(days))
    assert all(awarded < day <= ends for day in days)


@given(DAYS, MONTHS)
def test_every_planned_day_is_so_many_months_after_the_award(awarded, months):
    days = plan_due_days(awarded, date.max, months)
    assert set(days) == {add_months(awarded, count) for count in months}


@pytest.mark.parametrize(
    ("due_on", "state"),
    [
        (ON - timedelta(days=1), DueState.OVERDUE),
        (ON, DueState.SOON),
        (ON + timedelta(days=90), DueState.SOON),
        (ON + timedelta(days=91), DueState.LATER),
    ],
)
def test_a_review_is_due_soon_within_the_longest_notice_and_overdue_after_its_day(due_on, state):
    assert judge_due(due_on, was_held=False, on=ON, notice_days=(90, 30)) is state


@given(DAYS, DAYS, NOTICES)
def test_what_was_held_is_held_on_every_day(due_on, on, notices):
    assert judge_due(due_on, was_held=True, on=on, notice_days=notices) is DueState.HELD


@pytest.mark.parametrize(
    ("ends_on", "ended_on", "state"),
    [
        (ON, None, LifeState.ENDS_SOON),
        (ON - timedelta(days=1), None, LifeState.RUN_OUT),
        (ON + timedelta(days=181), None, LifeState.LASTS),
        (ON + timedelta(days=181), ON, LifeState.ENDED_EARLY),
        (ON - timedelta(days=1), ON, LifeState.ENDED_EARLY),
    ],
)
def test_a_certificate_lasts_until_and_including_its_last_day(ends_on, ended_on, state):
    assert judge_life(ends_on, ended_on, on=ON, notice_days=(180,)) is state


@given(DAYS, DAYS, NOTICES)
def test_the_notice_is_the_shortest_that_the_day_lies_within(day, on, notices):
    found, left = find_notice(day, on, notices), (day - on).days
    within = [days for days in notices if 0 <= left <= days]
    assert found == (min(within) if within else None)


@pytest.mark.parametrize(
    ("start", "end", "months", "days"),
    [
        (date(2026, 1, 31), date(2026, 2, 28), 1, 0),
        (date(2024, 2, 29), date(2025, 2, 28), 12, 0),
        (date(2026, 1, 31), date(2026, 2, 27), 0, 27),
        (date(2026, 3, 5), date(2026, 3, 5), 0, 0),
        (date(2026, 3, 5), date(2027, 4, 6), 13, 1),
    ],
)
def test_a_span_is_told_in_whole_months_and_the_days_that_remain(start, end, months, days):
    span = measure_span(start, end)
    assert (span.months, span.days) == (months, days)


@given(DAYS, DAYS)
def test_a_span_leads_from_its_first_day_to_its_last(one, other):
    start, end = min(one, other), max(one, other)
    span = measure_span(start, end)
    assert add_months(start, span.months) + timedelta(days=span.days) == end
    assert add_months(start, span.months + 1) > end


def test_a_span_does_not_go_backwards():
    with pytest.raises(ValueError, match="later"):
        measure_span(ON, ON - timedelta(days=1))
