"""A chart over time: where its lines, days and marks stand, and what is said beside it."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from cse_assess.web.time_chart import (
    COLOURS,
    LEFT,
    LINE_TONES,
    MARK_RADIUS,
    NARROWEST,
    PLOT_HEIGHT,
    RIGHT,
    Mark,
    Series,
    draw_time_chart,
)

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
MIDDLE = date(2027, 7, 2)


def chart(*points, marks=(), first=FIRST, last=LAST, highest=100, **more):
    series = [Series("Criterion 1", points, "blue")] if points else []
    return draw_time_chart(
        series,
        first=first,
        last=last,
        highest=highest,
        marks=marks,
        description="Met over time",
        **more,
    )


def luminance(colour):
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    shares = zip((0.2126, 0.7152, 0.0722), parts, strict=True)
    return sum(share * ((part + 0.055) / 1.055) ** 2.4 for share, part in shares)


def test_a_value_holds_until_the_next_one():
    drawn = chart((FIRST, 0), (MIDDLE, 100))
    flat, rise, end = drawn.lines[0].strokes
    assert (flat.x1, flat.y1, flat.y2) == (LEFT, drawn.bottom, drawn.bottom)
    assert flat.x2 == rise.x1 == rise.x2 == end.x1
    assert (rise.y2, end.y2, end.x2) == (drawn.top, drawn.top, RIGHT)


def test_the_value_from_before_the_first_day_holds_on_it():
    drawn = chart((FIRST - timedelta(days=90), 50), (LAST + timedelta(days=1), 0))
    (only,) = drawn.lines[0].strokes
    assert (only.x1, only.x2) == (LEFT, RIGHT)
    assert only.y1 == drawn.top + PLOT_HEIGHT / 2


def test_a_value_above_the_highest_stays_within_the_chart():
    drawn = chart((FIRST, 7), highest=5, unit="")
    assert drawn.lines[0].strokes[0].y1 == drawn.top


def test_a_chart_without_lines_still_has_its_axes():
    drawn = chart()
    assert drawn.lines == ()
    assert [tick.label for tick in drawn.grid] == ["0%", "20%", "40%", "60%", "80%", "100%"]


@pytest.mark.parametrize("highest", [1, 3, 7, 57, 1140])
def test_few_round_values_are_written_down_the_side(highest):
    values = [int(tick.label) for tick in chart(highest=highest, unit="").grid]
    assert values[0] == 0
    assert 2 <= len(values) <= 6
    assert values[-1] <= highest


@pytest.mark.parametrize("days", [0, 1, 9, 40, 91, 92, 200, 400, 1200, 9000])
def test_few_days_are_written_along_the_axis(days):
    ticks = chart(last=FIRST + timedelta(days=days)).days
    assert 1 <= len(ticks) <= 5
    assert all(LEFT <= tick.at <= RIGHT for tick in ticks)


def test_a_chart_of_three_years_says_the_months_with_their_year():
    ticks = chart(last=date(2029, 12, 31)).days
    assert [tick.label for tick in ticks] == ["Jan 2027", "Jan 2028", "Jan 2029"]


def test_marks_are_numbered_by_day_and_those_outside_are_left_out():
    marks = [Mark(LAST, "the review"), Mark(FIRST, "today"), Mark(date(2030, 1, 1), "the end")]
    assert [(flag.number, flag.label) for flag in chart(marks=marks).flags] == [
        (1, "today"),
        (2, "the review"),
    ]


def test_marks_of_neighbouring_days_do_not_cover_each_other_on_a_phone():
    marks = [Mark(MIDDLE + timedelta(days=place), "something") for place in range(5)]
    drawn = chart(marks=marks)
    for one, other in pairwise(drawn.flags):
        across = abs(one.x - other.x) * NARROWEST / 100
        assert max(across, abs(one.y - other.y)) >= 2 * MARK_RADIUS
    assert all(MARK_RADIUS < flag.y < drawn.top - MARK_RADIUS for flag in drawn.flags)


def test_the_letters_of_lines_that_end_alike_stand_apart():
    series = [Series(f"Line {place}", ((FIRST, 0),), "blue") for place in range(6)]
    drawn = draw_time_chart(series, first=FIRST, last=LAST, highest=100, description="")
    places = sorted(line.letter_y for line in drawn.lines)
    assert all(above + 15 < below for above, below in pairwise(places))
    assert places[-1] == drawn.bottom
    assert [line.letter for line in drawn.lines] == list("ABCDEF")
    assert len({line.dashes for line in drawn.lines}) == 6


def test_more_lines_than_letters_stay_told_apart():
    series = [Series(str(place), (), "blue") for place in range(30)]
    drawn = draw_time_chart(series, first=FIRST, last=LAST, highest=1, description="")
    assert len({line.letter for line in drawn.lines}) == 30


@pytest.mark.parametrize("tone", LINE_TONES)
def test_each_line_stands_out_from_white(tone):
    assert 1.05 / (luminance(COLOURS[tone]) + 0.05) >= 4.5


@pytest.mark.parametrize(("first", "last", "highest"), [(LAST, FIRST, 100), (FIRST, LAST, 0)])
def test_a_chart_without_a_span_or_a_height_is_refused(first, last, highest):
    with pytest.raises(ValueError, match="needs a span"):
        chart(first=first, last=last, highest=highest)


def test_the_chart_says_in_words_what_it_shows(draw):
    source = (
        '{% from "components/time_chart.html" import time_chart %}{{ time_chart(chart, "over") }}'
    )
    drawn = chart((FIRST, 40), marks=[Mark(MIDDLE, "the visit")], threshold=80)
    page = draw(source, chart=drawn)
    said = " ".join("".join(page.itertext()).split())
    assert page.find(".//{http://www.w3.org/2000/svg}title").text == "Met over time"
    assert "A: Criterion 1 80% is needed" in said
    assert "2 July 2027: the visit" in said
