"""The clock of a query, and why one cannot be answered any more."""

from datetime import UTC, date, datetime

import pytest

from cse_assess.review.assessor_queries.lines import group_by_state, make_lines
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.review.assessor_queries.words import count_days_late, tell_clock

DUE = date(2026, 7, 10)


def query(state=QueryState.ASKED, answered_at=None, due=DUE, **values) -> AssessorQuery:
    return AssessorQuery(state=state, answer_by=due, answered_at=answered_at, **values)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (1, "9 days left"),
        (9, "1 day left"),
        (10, "To be answered today"),
        (11, "Overdue by 1 day"),
        (14, "Overdue by 4 days"),
    ],
)
def test_days_left_and_overdue_are_told_in_words(day, words):
    assert tell_clock(query(), date(2026, 7, day)) == words


@pytest.mark.parametrize(
    ("answered_at", "words"),
    [
        (datetime(2026, 7, 10, 22, 59, tzinfo=UTC), "Answered in time"),
        (datetime(2026, 7, 10, 23, 1, tzinfo=UTC), "Answered 1 day late"),
        (datetime(2026, 7, 13, 12, 0, tzinfo=UTC), "Answered 3 days late"),
    ],
)
def test_the_day_ends_at_midnight_in_the_united_kingdom(answered_at, words):
    answered = query(QueryState.ANSWERED, answered_at)
    assert tell_clock(answered, date(2026, 8, 1)) == words


def test_a_withdrawn_query_has_no_clock():
    withdrawn = query(QueryState.WITHDRAWN)
    assert tell_clock(withdrawn, date(2026, 8, 1)) == ""
    [line] = make_lines([withdrawn], {}, date(2026, 8, 1))
    assert not line.is_late


def test_an_answer_in_time_does_not_become_late():
    answered = query(QueryState.ACCEPTED, datetime(2026, 7, 1, tzinfo=UTC))
    assert count_days_late(answered, date(2027, 1, 1)) == 0


def test_what_waits_for_the_assessor_comes_first_and_the_soonest_day_before_others():
    queries = [
        query(id=1),
        query(QueryState.ANSWERED, datetime(2026, 7, 1, tzinfo=UTC), id=2),
        query(due=date(2026, 7, 2), id=3),
    ]
    groups = group_by_state(make_lines(queries, {}, DUE))
    assert [[line.query.id for line in group.lines] for group in groups] == [[2], [3, 1]]
