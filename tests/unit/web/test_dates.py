"""Dates come from three boxes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cse_assess.web.dates import read_date


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_every_real_date_is_read(day):
    assert read_date(str(day.day), str(day.month), str(day.year), label="Date") == day


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", "MAR"])
def test_a_month_may_be_a_number_or_a_name(month):
    assert read_date("27", month, "2026", label="Date") == date(2026, 3, 27)


def test_three_empty_boxes_are_no_date():
    assert read_date("", " ", "", label="Date") is None


@pytest.mark.parametrize(
    ("boxes", "message"),
    [
        (("", "3", "2026"), "Visit date must include a day"),
        (("27", "", ""), "Visit date must include a month and a year"),
        (("31", "2", "2026"), "Visit date must be a real date, like 27 3 2026"),
        (("x", "2", "2026"), "Visit date must be a real date, like 27 3 2026"),
        (("²", "2", "2026"), "Visit date must be a real date, like 27 3 2026"),
        (("-1", "2", "2026"), "Visit date must be a real date, like 27 3 2026"),
        (("1", "m", "2026"), "Visit date must be a real date, like 27 3 2026"),
        (("1", "2", "26"), "Visit date must have a year of 4 numbers, like 2026"),
        (("1", "2", "99999999999"), "Visit date must have a year of 4 numbers, like 2026"),
    ],
)
def test_a_wrong_date_is_named_in_plain_words(boxes, message):
    with pytest.raises(ValueError, match="^" + message.replace(".", r"\.") + "$"):
        read_date(*boxes, label="Visit date")
