from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.analysis.agenda import (
    MINUTES_OF_A_DAY,
    DayTooShort,
    Slot,
    find_gaps,
    find_overlaps,
    lay_out,
)

NINE = 9 * 60
LENGTHS = st.lists(st.integers(5, 240), max_size=12)
SLOTS = st.lists(st.builds(Slot, st.integers(0, 1200), st.integers(5, 240)), max_size=8)


def test_sessions_follow_one_another_with_the_pause_between_them():
    assert lay_out([30, 45, 15], start=NINE, pause=10) == [
        Slot(NINE, 30),
        Slot(NINE + 40, 45),
        Slot(NINE + 95, 15),
    ]


def test_no_session_makes_an_empty_day():
    assert lay_out([], start=NINE) == []


def test_a_day_that_ends_at_midnight_is_allowed():
    assert lay_out([60], start=23 * 60)[0].end == MINUTES_OF_A_DAY


def test_what_does_not_fit_says_by_how_many_minutes():
    with pytest.raises(DayTooShort) as raised:
        lay_out([60, 30], start=23 * 60, pause=5)
    assert raised.value.minutes == 35


@given(LENGTHS, st.integers(0, MINUTES_OF_A_DAY - 1), st.integers(0, 60))
def test_a_laid_out_day_keeps_order_and_lengths_and_nothing_overlaps(lengths, start, pause):
    try:
        slots = lay_out(lengths, start=start, pause=pause)
    except DayTooShort:
        assert start + sum(lengths) + pause * (len(lengths) - 1) > MINUTES_OF_A_DAY
        return
    assert [slot.minutes for slot in slots] == lengths
    assert find_overlaps(slots) == []
    assert all(later.start - earlier.end == pause for earlier, later in pairwise(slots))
    assert all(start <= slot.start and slot.end <= MINUTES_OF_A_DAY for slot in slots)


def test_an_overlap_names_both_sessions_and_its_minutes():
    slots = [Slot(NINE, 60), Slot(NINE + 45, 30), Slot(NINE + 75, 10)]
    assert find_overlaps(slots) == [(0, 1, 15)]


def test_a_session_inside_a_longer_one_overlaps_for_its_whole_length():
    assert find_overlaps([Slot(NINE, 120), Slot(NINE + 30, 20)]) == [(0, 1, 20)]


def test_sessions_that_touch_do_not_overlap():
    assert find_overlaps([Slot(NINE, 30), Slot(NINE + 30, 30)]) == []


def test_free_time_is_found_between_sessions_only():
    assert find_gaps([Slot(NINE + 90, 30), Slot(NINE, 60)]) == [Slot(NINE + 60, 30)]


def test_a_longer_session_that_began_earlier_leaves_no_gap():
    assert find_gaps([Slot(NINE, 120), Slot(NINE + 10, 10), Slot(NINE + 120, 10)]) == []


@given(SLOTS)
def test_every_minute_of_the_day_is_in_a_session_or_in_a_gap(slots):
    gaps = find_gaps(slots)
    begin = min((slot.start for slot in slots), default=0)
    end = max((slot.end for slot in slots), default=0)
    for minute in range(begin, end):
        busy = any(slot.start <= minute < slot.end for slot in slots)
        free = any(gap.start <= minute < gap.end for gap in gaps)
        assert busy != free
