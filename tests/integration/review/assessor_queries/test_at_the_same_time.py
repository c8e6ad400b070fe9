"""Two people at the same moment: one thing happens, and the other is told."""

from factories.queries import ask, gather
from factories.submissions import make_stored_item
from factories.together import post_together

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.assessor_queries import queries
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery


def test_two_answers_at_the_same_moment_make_one_addendum(enter, review, received_url, piece):
    query = ask(review)
    gather(query, piece)
    url = f"{received_url}/{query.id}/answer"
    form = {"version_id": query.version_id, "pieces": f"{piece.id}-1", "answer": "Here."}
    people = [enter("lead"), enter("contributor")]
    statuses = post_together([(person, url, form) for person in people])
    assert sorted(statuses) == [302, 409]
    assert session.query(Addendum).count() == 1


def test_an_answer_and_a_withdrawal_of_the_query_at_the_same_moment_leave_one_of_them(
    enter, review, asked_url, received_url
):
    query = ask(review)
    answering = {"version_id": query.version_id, "pieces": "", "answer": "Here."}
    withdrawing = {"version_id": query.version_id, "reason": "Found it."}
    requests = [
        (enter("lead"), f"{received_url}/{query.id}/answer", answering),
        (enter("reviewer"), f"{asked_url}/{query.number}/withdraw", withdrawing),
    ]
    statuses = post_together(requests)
    assert statuses.count(302) == 1
    assert session.query(Addendum).count() == (statuses[0] == 302)


def test_two_questions_at_the_same_moment_have_two_numbers(enter, review, asked_url):
    day = today()
    form = {
        "about": "whole",
        "question": "Why?",
        "answer_by-day": day.day,
        "answer_by-month": day.month,
        "answer_by-year": day.year,
    }
    assessors = [enter("reviewer"), enter("reviewer")]
    assert post_together([(each, f"{asked_url}/new", form) for each in assessors]) == [302, 302]
    numbers = [each.number for each in session.query(AssessorQuery)]
    assert sorted(numbers) == [1, 2]


def test_answers_to_two_queries_at_the_same_moment_have_two_numbers(enter, review, received_url):
    asked = [ask(review), ask(review)]
    item = make_stored_item(review.assessment, b"%PDF-1.7 shared", title="Shared")
    for query in asked:
        gather(query, item)
    requests = [
        (
            enter("lead"),
            f"{received_url}/{query.id}/answer",
            {"version_id": query.version_id, "pieces": f"{item.id}-1", "answer": "Here."},
        )
        for query in asked
    ]
    assert post_together(requests) == [302, 302]
    assert sorted(each.number for each in queries.list_addenda(review.submission_id)) == [1, 2]
