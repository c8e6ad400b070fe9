"""What is overdue is said to both sides, once a week."""

import pytest
from factories.accounts import actor_of, make_user
from factories.evidence import make_item
from factories.jobs import run_round
from factories.requests import make_request, send_in

from cse_assess.accounts.models import Role
from cse_assess.assessments.requests.reminders import ROUND
from cse_assess.assessments.services import lock_assessment
from cse_assess.db import session
from cse_assess.notices.models import Notice, NoticeKind


@pytest.fixture
def remind(app):
    """Give a function that runs the round of a day, and returns how many reminders there are."""

    def remind(days_from_now=0):
        run_round(app, ROUND, days_from_now)
        return session.query(Notice).filter_by(kind=NoticeKind.REQUEST_OVERDUE).count()

    return remind


def test_both_sides_are_reminded_on_the_day_after(remind):
    make_request(due_in=3)
    assert remind(3) == 0
    assert remind(4) == 2


def test_the_reminder_comes_once_a_week(remind):
    make_request(due_in=0)
    assert [remind(days) for days in (1, 1, 7, 8, 14, 15)] == [2, 2, 2, 4, 4, 6]


def test_what_was_answered_is_not_overdue(remind):
    request = make_request(due_in=0)
    send_in(request, make_item(request.response.assessment.organisation))
    assert remind(5) == 0


def test_a_locked_assessment_is_left_in_peace(remind):
    request = make_request(due_in=0)
    assessment = request.response.assessment
    lead = make_user(Role.LEAD, assessment.organisation)
    lock_assessment(actor=actor_of(lead), assessment=assessment)
    session.commit()
    assert remind(5) == 0
