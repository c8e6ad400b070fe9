"""Laying out a day, and the cards that are printed of it."""

from datetime import date, time

import pytest
from factories.visits import make_session

from cse_assess.db import session

DAY = date(2026, 12, 1)


@pytest.fixture
def two_sessions(review):
    return make_session(review, title="Desk"), make_session(review, title="Depot", minutes=60)


def layout_of(sessions, numbers=("1", "2"), **values):
    boxes = {f"order-{each.id}": number for each, number in zip(sessions, numbers, strict=True)}
    day = {"on_day-day": "1", "on_day-month": "12", "on_day-year": "2026"}
    return {**day, "starts_at": "9am", "pause": "10", **boxes, **values}


def test_a_day_is_proposed_before_it_is_kept(assessor, visit_url, two_sessions):
    page = assessor.post(f"{visit_url}/lay-out", data=layout_of(two_sessions, ("2", "1"))).text
    assert "Proposed for 1 December 2026" in page
    assert page.index("9:00am to 10:00am") < page.index("10:10am to 10:40am")
    session.expire_all()
    assert two_sessions[0].starts_at is None


def test_the_times_that_were_seen_are_kept(assessor, visit_url, two_sessions):
    first, second = two_sessions
    seen = f"{first.id}:{first.version_id} {second.id}:{second.version_id}"
    sent = layout_of(two_sessions, then="use", seen=seen)
    answer = assessor.post(f"{visit_url}/lay-out", data=sent)
    assert "2 sessions have their time on 1 December 2026" in assessor.get(answer.location).text
    session.expire_all()
    assert (first.on_day, first.starts_at) == (DAY, time(9))
    assert second.starts_at == time(9, 40)


def test_times_of_sessions_that_changed_meanwhile_are_looked_at_again(
    assessor, visit_url, two_sessions
):
    first, second = two_sessions
    seen = f"{first.id}:{first.version_id} {second.id}:{second.version_id}"
    first.minutes = 90
    session.commit()
    sent = layout_of(two_sessions, then="use", seen=seen)
    answer = assessor.post(f"{visit_url}/lay-out", data=sent)
    assert answer.status_code == 409
    assert "Look at the times again" in answer.text
    session.expire_all()
    assert first.starts_at is None


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"starts_at": "23:00"}, "after midnight"),
        ({"starts_at": ""}, "Enter when the first session starts"),
        ({"starts_at": "soon"}, "Enter a time"),
        ({"pause": "-1"}, "between 0 and 120"),
        ({"pause": "9" * 20}, "between 0 and 120"),
        ({"on_day-day": ""}, "must include a day"),
    ],
)
def test_a_layout_that_cannot_be_says_why(assessor, visit_url, two_sessions, values, said):
    page = assessor.post(f"{visit_url}/lay-out", data=layout_of(two_sessions, **values)).text
    assert "There is a problem" in page
    assert said in page


def test_a_layout_of_no_session_says_what_to_do(assessor, visit_url, two_sessions):
    sent = layout_of(two_sessions, ("", "minus one"))
    page = assessor.post(f"{visit_url}/lay-out", data=sent).text
    assert "Number at least one session" in page


def test_laying_out_a_day_offers_its_sessions_and_those_without_a_time(
    assessor, visit_url, review, two_sessions
):
    make_session(review, title="Tuesday", on_day=DAY, starts_at=time(10))
    make_session(review, title="Friday", on_day=date(2026, 12, 4), starts_at=time(10))
    page = assessor.get(f"{visit_url}/lay-out?on=2026-12-01").text
    assert "Tuesday" in page
    assert "Desk" in page
    assert "Friday" not in page


def test_a_card_for_each_session_but_breaks_holds_its_questions(assessor, visit_url, review):
    make_session(review, questions="1.1.1 Customers\nWho is missing?")
    make_session(review, kind="break", people="", title="Lunch", element_codes=[])
    page = assessor.get(f"{visit_url}/cards").text
    assert "Who is missing?" in page
    assert "We know in depth who our customer groups are" in page
    assert "Lunch" not in page


def test_the_cards_are_a_pdf(assessor, visit_url, review):
    make_session(review, questions="Who is missing?")
    answer = assessor.get(f"{visit_url}/cards.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-")


def test_there_is_no_pdf_without_a_card(assessor, visit_url):
    assert assessor.get(f"{visit_url}/cards.pdf").status_code == 404
