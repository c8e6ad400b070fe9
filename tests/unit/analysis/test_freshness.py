"""Until when evidence counts."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.freshness import (
    EvidenceState,
    Freshness,
    FreshnessRule,
    add_months,
    assess_freshness,
    last_valid_day,
)

TODAY = date(2026, 11, 21)
VISIT = date(2027, 3, 1)
RULE = FreshnessRule(today=TODAY, visit_on=VISIT, validity_months=12)


def evidence(evidence_on=None, valid_until=None):
    return EvidenceState(1, "A survey", evidence_on, valid_until)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 21), 12, date(2027, 11, 21)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(9999, 12, 1), 12, date.max),
    ],
)
def test_months_are_added_by_the_calendar(day, months, expected):
    assert add_months(day, months) == expected


@given(st.dates(max_value=date(9000, 1, 1)), st.integers(1, 120))
def test_added_months_keep_the_day_or_take_the_last_of_the_month(day, months):
    later = add_months(day, months)

    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or add_months(date(later.year, later.month, 1), 1).day == 1
    assert later.day <= day.day


def test_evidence_without_an_end_lasts_for_the_default_validity():
    assert last_valid_day(evidence(date(2026, 3, 1)), 12) == date(2027, 3, 1)


def test_a_stated_end_stands_in_place_of_the_default():
    assert last_valid_day(evidence(date(2020, 1, 1), date(2030, 1, 1)), 12) == date(2030, 1, 1)


def test_an_element_that_asks_for_recent_evidence_ends_it_earlier():
    old_policy = evidence(date(2025, 1, 1), date(2030, 1, 1))

    assert last_valid_day(old_policy, 12, max_age_months=24) == date(2027, 1, 1)


def test_an_element_that_allows_older_evidence_goes_before_the_default():
    assert last_valid_day(evidence(date(2025, 1, 1)), 12, max_age_months=24) == date(2027, 1, 1)


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        (evidence(date(2026, 3, 1)), Freshness.CURRENT),
        (evidence(date(2026, 2, 28)), Freshness.EXPIRES_BEFORE),
        (evidence(date(2025, 11, 21)), Freshness.EXPIRES_BEFORE),
        (evidence(date(2025, 11, 20)), Freshness.EXPIRED),
        (evidence(None, VISIT), Freshness.CURRENT),
        (evidence(None, date(2027, 2, 28)), Freshness.EXPIRES_BEFORE),
        (evidence(None, date(2026, 11, 20)), Freshness.EXPIRED),
        (evidence(), Freshness.UNDATED),
    ],
)
def test_evidence_is_judged_on_the_day_of_the_visit(piece, expected):
    assert assess_freshness(piece, RULE) is expected


def test_without_a_visit_it_is_judged_today():
    rule = FreshnessRule(today=TODAY, visit_on=None, validity_months=12)

    assert assess_freshness(evidence(date(2025, 11, 21)), rule) is Freshness.CURRENT
    assert assess_freshness(evidence(date(2025, 11, 20)), rule) is Freshness.EXPIRED


def test_evidence_that_was_current_at_a_visit_in_the_past_stays_so():
    rule = FreshnessRule(today=TODAY, visit_on=date(2026, 5, 1), validity_months=12)

    assert assess_freshness(evidence(None, date(2026, 6, 1)), rule) is Freshness.CURRENT
