"""Levels and readiness on past days, rebuilt from what changed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.levels_over_time import (
    LevelChange,
    keep_known,
    pick_ends_of_months,
    replay_levels,
    trace_readiness,
)
from cse_assess.analysis.readiness import Verdict, assess_readiness

FIRST = date(2026, 1, 30)


def change(day, code, before, after):
    return LevelChange(FIRST + timedelta(days=day), code, before, after)


CHANGES = [
    change(0, "1.1.1", None, "partial"),
    change(0, "1.1.1", "partial", "compliant"),
    change(3, "1.1.2", None, "plus"),
    change(3, "1.1.1", "compliant", None),
]


def test_before_the_first_change_nothing_is_scored():
    assert replay_levels(CHANGES, FIRST - timedelta(days=1)) == {}


def test_the_last_level_of_a_day_holds_until_the_next_change():
    on = FIRST + timedelta(days=2)
    assert replay_levels(CHANGES, FIRST) == replay_levels(CHANGES, on) == {"1.1.1": "compliant"}


def test_a_level_that_was_taken_back_is_none():
    assert replay_levels(CHANGES, date.max) == {"1.1.1": None, "1.1.2": "plus"}


def test_readiness_is_told_once_for_each_day_on_which_a_level_changed(cse):
    traced = trace_readiness(cse, CHANGES)
    assert [each.on for each in traced] == [FIRST, FIRST + timedelta(days=3)]
    assert [each.readiness.tally.met for each in traced] == [1, 1]


def test_what_the_standard_does_not_have_any_more_counts_as_never_scored(service_points):
    changes = [change(0, "gone", None, "plus"), change(0, "1.1.1", None, "no such level")]
    [only] = trace_readiness(service_points, changes)
    assert only.readiness.verdict is not Verdict.PASSES
    assert only.readiness.tally.scored == 0


def test_of_each_month_the_last_day_stands(cse):
    traced = trace_readiness(cse, [*CHANGES, change(40, "1.1.3", None, "partial")])
    days = [each.on for each in pick_ends_of_months(traced)]
    assert days == [FIRST, FIRST + timedelta(days=3), FIRST + timedelta(days=40)]


@pytest.fixture(scope="module")
def scale(cse):
    return [None, *(level.id for level in cse.levels)]


@given(data=st.data())
def test_replaying_every_change_gives_the_levels_of_today(cse, scale, data):
    codes = [element.code for element in cse.elements[:6]]
    steps = data.draw(
        st.lists(
            st.tuples(st.integers(0, 3), st.sampled_from(codes), st.sampled_from(scale)),
            max_size=30,
        )
    )
    levels: dict[str, str | None] = {}
    by_day: dict[date, dict[str, str | None]] = {}
    changes, day = [], 0
    for gap, code, after in steps:
        day += gap
        changes.append(change(day, code, levels.get(code), after))
        levels[code] = after
        by_day[FIRST + timedelta(days=day)] = dict(levels)
    assert replay_levels(changes, date.max) == levels
    traced = trace_readiness(cse, changes)
    assert {each.on: each.readiness for each in traced} == {
        on: assess_readiness(cse, keep_known(cse, then)) for on, then in by_day.items()
    }
    for on, then in by_day.items():
        assert replay_levels(changes, on) == then
