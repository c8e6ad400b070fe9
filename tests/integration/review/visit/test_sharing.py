"""The plan as the organisation sees it: what was shared, when it was shared, and nothing more."""

from datetime import date, time

import pytest
from factories.accounts import make_user
from factories.reviews import make_finding, make_review
from factories.visits import make_note, make_session
from icalendar import Calendar

from cse_assess.accounts.models import Role
from cse_assess.db import session
from cse_assess.notices.models import Notice
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.visit.models import SharedPlan

DAY = date(2026, 7, 1)
QUESTION, NOTE, TO_SEE = "Who is missing from the profile?", "They hesitated.", "Ask about 2024."


@pytest.fixture
def planned(review):
    make_finding(review, "1.1.1", to_see=TO_SEE, comment="Thin.")
    planned = make_session(
        review,
        on_day=DAY,
        starts_at=time(9, 30),
        with_whom="two advisers",
        place="Town Hall",
        questions=QUESTION,
    )
    make_note(review, NOTE, session_id=planned.id)
    return planned


@pytest.fixture
def share(assessor, visit_url):
    """Give a function that shares the plan as it is on the screen."""

    def share():
        page = assessor.get(f"{visit_url}/share").text
        seen = page.split('name="seen"')[1].split('value="')[1].split('"')[0]
        return assessor.post(f"{visit_url}/share", data={"seen": seen})

    return share


def test_the_organisation_sees_no_plan_before_it_is_shared(enter, planned, plan_url):
    page = enter("lead").get(plan_url).text
    assert "No plan of a visit yet" in page
    assert "Town Hall" not in page


def test_the_assessor_sees_what_the_organisation_would_see(assessor, visit_url, planned):
    page = assessor.get(f"{visit_url}/share").text
    assert "Town Hall" in page
    assert QUESTION not in page
    assert NOTE not in page


@pytest.mark.parametrize("kind", ["lead", "administrator", "contributor", "reader"])
def test_everybody_inside_sees_the_shared_plan_and_never_what_is_the_assessors(
    enter, share, planned, plan_url, kind
):
    share()
    page = enter(kind).get(plan_url).text
    for words in ("1 July 2026", "9:30am to 10:00am", "two advisers", "Town Hall", "1.1.1 Who our"):
        assert words in page
    for secret in (QUESTION, NOTE, TO_SEE, "Thin."):
        assert secret not in page


def test_leads_are_told_and_nobody_else(share, planned, organisation, plan_url):
    lead = make_user(Role.LEAD, organisation)
    make_user(Role.READER, organisation)
    share()
    [notice] = session.query(Notice).all()
    assert notice.user_id == lead.id
    assert notice.text == "Asha Verma has shared the plan of the visit to Libraries, 2026."
    assert notice.url == plan_url


def test_a_change_is_marked_and_is_not_seen_until_it_is_shared_again(
    assessor, enter, share, planned, visit_url
):
    plan_url = f"/assessments/{planned.review.assessment_id}/visit"
    share()
    planned.place = "Depot"
    session.commit()
    page = assessor.get(visit_url).text
    assert "The plan has changed since it was shared" in page
    assert "Changed since it was shared" in page
    lead = enter("lead")
    assert "Town Hall" in lead.get(plan_url).text
    share()
    seen = lead.get(plan_url).text
    assert "Depot" in seen
    assert "Changed" in seen
    assert "The organisation sees the plan as it is now" in assessor.get(visit_url).text


def test_what_was_taken_out_is_named_to_both_sides(assessor, enter, share, review, planned):
    visit_url, plan_url = (
        f"/reviews/{review.id}/visit",
        f"/assessments/{review.assessment_id}/visit",
    )
    dropped = make_session(review, title="Second desk")
    share()
    session.delete(dropped)
    session.commit()
    assert "Second desk" in assessor.get(visit_url).text
    share()
    page = enter("lead").get(plan_url).text
    assert "Taken out since the plan was shared before" in page
    assert "Second desk" in page


def test_questions_that_change_do_not_make_the_shared_plan_old(assessor, share, planned, visit_url):
    share()
    planned.questions = "Another?"
    session.commit()
    assert "The organisation sees the plan as it is now" in assessor.get(visit_url).text


def test_sharing_twice_makes_one_shared_plan(share, planned):
    share()
    share()
    assert session.query(SharedPlan).count() == 1


def test_a_plan_that_changed_while_one_looked_is_looked_at_again(
    assessor, visit_url, review, planned
):
    make_session(review, title="From another window")
    answer = assessor.post(f"{visit_url}/share", data={"seen": f"{planned.id}:1"})
    assert answer.status_code == 409
    assert "From another window" in answer.text
    assert session.query(SharedPlan).count() == 0


def test_an_empty_plan_cannot_be_shared(assessor, visit_url):
    page = assessor.post(f"{visit_url}/share", data={"seen": ""}).text
    assert "add a session first" in page


def test_sharing_leaves_the_review_in_the_version_that_others_have_open(share, planned, review):
    before = review.version_id
    share()
    session.expire_all()
    found = session.get(Review, review.id)
    assert found.plan_shared_at is not None
    assert found.version_id == before


def test_the_shared_plan_goes_into_a_calendar_in_united_kingdom_time(
    enter, share, planned, plan_url
):
    share()
    answer = enter("lead").get(f"{plan_url}.ics")
    assert answer.mimetype == "text/calendar"
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20260701T083000Z"
    assert event["DTEND"].to_ical() == b"20260701T090000Z"
    assert event["LOCATION"] == "Town Hall"
    assert QUESTION not in answer.text


def test_a_session_with_a_day_and_no_time_takes_the_whole_day(enter, share, review, plan_url):
    make_session(review, on_day=DAY)
    share()
    answer = enter("lead").get(f"{plan_url}.ics")
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert event["DTSTART"].to_ical() == b"20260701"


def test_there_is_no_calendar_before_a_plan_is_shared(enter, planned, plan_url):
    assert enter("lead").get(f"{plan_url}.ics").status_code == 404


def test_a_plan_of_the_review_before_says_that_it_is(enter, share, planned, review, plan_url):
    share()
    make_review(review.submission, number=2, assessor=review.assessor)
    assert "This is the plan of the visit before" in enter("lead").get(plan_url).text


@pytest.mark.parametrize("state", [ReviewState.ACCURACY, ReviewState.SIGNED])
def test_a_plan_of_a_closed_review_is_read_and_not_changed(
    assessor, visit_url, review, planned, state
):
    review.state = state
    session.commit()
    assert assessor.get(visit_url).status_code == 200
    assert assessor.get(f"{visit_url}/sessions/new").status_code == 403
    answer = assessor.post(f"{visit_url}/share", data={"seen": "x"})
    assert answer.status_code == 403
    assert session.query(SharedPlan).count() == 0
