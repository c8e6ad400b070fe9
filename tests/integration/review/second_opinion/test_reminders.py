"""Who is reminded of a scoring's last day, when, and in which words."""

from datetime import timedelta

import pytest
from factories.accounts import actor_of
from factories.jobs import run_round
from factories.scorings import finish, make_scoring
from factories.submissions import withdraw

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.review.second_opinion import services
from cse_assess.review.second_opinion.models import ScorerKind
from cse_assess.review.second_opinion.reminders import ROUND


@pytest.fixture
def scoring(submission, lead, colleague):
    return make_scoring(
        submission,
        scorer=colleague,
        kind=ScorerKind.INTERNAL,
        asked_by_id=lead.id,
        until=today() + timedelta(days=5),
    )


@pytest.fixture
def remind(app):
    """Give a function that runs the round of a day, and returns who was reminded of what so far."""

    def remind(days_from_now):
        run_round(app, ROUND, days_from_now)
        reminders = session.query(Notice).filter_by(kind=NoticeKind.SCORING_DUE)
        return list(reminders.order_by(Notice.id))

    return remind


def test_the_scorer_is_reminded_three_days_and_one_day_before_the_last(scoring, remind):
    assert [len(remind(day)) for day in (0, 1, 2, 3, 4, 5)] == [0, 0, 1, 1, 2, 2]
    first, second = remind(5)
    assert first.user_id == second.user_id == scoring.scorer_id
    assert "is in 3 days" in first.text
    assert "is in 1 day," in second.text
    assert first.url == f"/scorings/{scoring.id}"


def test_a_round_that_was_missed_still_reminds_on_the_last_day(scoring, remind):
    [notice] = remind(5)
    assert "is today" in notice.text


def test_the_lead_who_asked_is_told_once_that_the_time_is_over(scoring, remind, lead):
    assert [len(remind(day)) for day in (6, 7, 30)] == [1, 1, 1]
    [notice] = remind(30)
    assert notice.user_id == lead.id
    assert "Cora Penn did not finish" in notice.text
    assert notice.url == f"/assessments/{scoring.submission.assessment_id}/scorings"


def test_more_time_brings_reminders_anew(scoring, remind, lead):
    remind(6)
    scoring.until = today() + timedelta(days=9)
    session.commit()
    assert [notice.user_id for notice in remind(6)] == [lead.id, scoring.scorer_id]


def test_a_second_assessor_has_no_last_day_to_be_reminded_of(submission, remind):
    make_scoring(submission)
    assert remind(400) == []


@pytest.mark.parametrize(
    "end",
    [
        finish,
        lambda scoring: services.give_up_scoring(actor=actor_of(scoring.scorer), scoring=scoring),
        lambda scoring: withdraw(scoring.submission),
    ],
    ids=["finished", "given up", "withdrawn submission"],
)
def test_nobody_is_reminded_of_what_needs_no_scoring(scoring, remind, end):
    end(scoring)
    session.commit()
    assert remind(4) == remind(6) == []
