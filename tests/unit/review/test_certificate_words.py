"""Days, partials and changes of a certificate's life in plain words."""

from datetime import date, timedelta

import pytest

from cse_assess.analysis.certificate_life import Span
from cse_assess.analysis.verdicts_over_time import PartialState, PartialTrace
from cse_assess.review.certificates.words import (
    describe_distance,
    describe_span,
    describe_trace,
)

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (ON, "today"),
        (ON + timedelta(days=1), "in 1 day"),
        (ON - timedelta(days=2), "2 days ago"),
        (date(2027, 1, 2), "in 1 month and 11 days"),
        (date(2029, 1, 2), "in 2 years, 1 month and 11 days"),
        (date(2027, 11, 22), "in 1 year"),
        (date(2025, 11, 20), "1 year and 2 days ago"),
    ],
)
def test_a_day_is_told_by_how_far_away_it_is(day, words):
    assert describe_distance(day, ON) == words


def test_no_time_at_all_is_told_too():
    assert describe_span(Span(0, 0)) == "0 days"


@pytest.mark.parametrize(
    ("trace", "words"),
    [
        (None, ""),
        (PartialTrace(PartialState.FIRST, 1, 1), ""),
        (PartialTrace(PartialState.STILL, 3, 3), "Partly met in 3 reviews running."),
        (
            PartialTrace(PartialState.RETURNED, 2, 1),
            "It came back: partly met before, met in between, and partly met again.",
        ),
    ],
)
def test_a_partial_says_whether_it_stayed_or_came_back(trace, words):
    assert describe_trace(trace) == words
