"""Who is told of queries, when, and that no notice says what was asked or answered."""

import pytest
from factories.accounts import actor_of, make_user
from factories.jobs import run_round
from factories.queries import answer, ask, decide
from factories.submissions import withdraw

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.jobs.models import Job
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.notices.services import MAIL_JOB
from cse_assess.review.assessor_queries import services
from cse_assess.review.assessor_queries.reminders import ROUND
from cse_assess.review.desk.models import ReviewState


@pytest.fixture
def lead(review):
    return make_user("lead", review.assessment.organisation)


@pytest.fixture
def remind(app, lead):
    """Give a function that runs the round of a day, and returns how many reminders there are."""

    def remind(days_from_now=0):
        run_round(app, ROUND, days_from_now)
        kinds = (NoticeKind.QUERY_DUE, NoticeKind.QUERY_OVERDUE)
        return session.query(Notice).filter(Notice.kind.in_(kinds)).count()

    return remind


def told(person) -> list[Notice]:
    return list(session.query(Notice).filter_by(user_id=person.id).order_by(Notice.id))


def test_the_leads_are_told_of_a_new_query_at_once_and_by_letter(review, lead):
    query = ask(review)
    [notice] = told(lead)
    assert f"query {query.number} about 1.1.1" in notice.text
    assert notice.url == f"/assessments/{review.assessment_id}/queries/{query.id}"
    letters = session.query(Job).filter_by(kind=MAIL_JOB).all()
    assert [letter.arguments for letter in letters] == [{"user_id": lead.id}]


def test_leads_who_left_and_other_roles_are_not_told(review, lead):
    lead.deactivated_at = now()
    reader = make_user("reader", review.assessment.organisation)
    ask(review)
    assert told(lead) == told(reader) == []


def test_the_assessor_is_told_of_an_answer_with_the_way_to_it(review):
    query = ask(review)
    answer(query)
    [notice] = told(review.assessor)
    assert notice.kind == NoticeKind.QUERY_ANSWERED
    assert notice.url == f"/reviews/{review.id}/queries/{query.number}"


@pytest.mark.parametrize(
    ("take", "words"),
    [(services.accept_answer, "has accepted"), (services.refuse_answer, "has not accepted")],
)
def test_leads_and_whoever_answered_are_told_of_the_decision(review, lead, take, words):
    contributor = make_user(contributes_to=(review.assessment.service,))
    query = ask(review)
    answer(query, actor=actor_of(contributor))
    decide(query, take)
    assert words in told(lead)[-1].text
    assert words in told(contributor)[-1].text


def test_the_leads_are_told_that_a_query_needs_no_answer_any_more(review, lead):
    query = ask(review)
    decide(query, services.withdraw_query, "Found it.")
    assert "needs no answer" in told(lead)[-1].text


def test_no_notice_says_what_was_asked_answered_or_decided(review, lead):
    query = ask(review, "Secret question")
    answer(query, "Secret answer")
    decide(query, services.refuse_answer, "Secret reason")
    assert "Secret" not in " ".join(notice.text for notice in session.query(Notice))


def test_reminders_come_three_days_and_one_day_before(review, remind):
    ask(review, due_in=5)
    assert [remind(days) for days in (0, 1, 2, 3, 4, 5)] == [0, 0, 1, 1, 2, 2]


def test_what_is_overdue_is_said_once_a_week(review, remind):
    ask(review, due_in=-1)
    assert [remind(days) for days in (0, 6, 7, 13, 14)] == [1, 1, 2, 2, 3]


def test_the_assessor_is_told_once_that_no_answer_came_in_time(review, remind):
    query = ask(review, due_in=1)
    remind(0)
    remind(1)
    assert told(review.assessor) == []
    remind(2)
    remind(9)
    [notice] = told(review.assessor)
    assert notice.kind == NoticeKind.QUERY_UNANSWERED
    assert f"No answer to query {query.number} about 1.1.1" in notice.text
    assert notice.url == f"/reviews/{review.id}/queries/{query.number}"


@pytest.mark.parametrize(
    "end",
    [
        answer,
        lambda query: decide(query, services.withdraw_query),
        lambda query: setattr(query.review, "state", ReviewState.SIGNED),
        lambda query: withdraw(query.review.submission),
    ],
    ids=["answered", "withdrawn", "signed review", "withdrawn submission"],
)
def test_nobody_is_reminded_of_what_needs_no_answer(review, remind, end):
    end(ask(review, due_in=-1))
    session.commit()
    assert remind(1) == 0
