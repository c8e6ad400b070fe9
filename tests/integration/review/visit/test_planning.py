"""The assessor's plan of a visit: agenda, sessions and questions."""

from datetime import date, time

import pytest
from factories.accounts import make_assessor
from factories.reviews import make_finding, make_review
from factories.visits import make_note, make_session

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.review.visit.models import VisitNote, VisitSession

DAY = date(2026, 12, 1)


def only_session() -> VisitSession:
    session.expire_all()
    return session.query(VisitSession).one()


def test_an_empty_plan_says_where_to_begin(assessor, visit_url):
    page = assessor.get(visit_url).text
    assert "No sessions yet" in page
    assert "Add a session" in page


def test_a_session_is_added_and_its_questions_are_proposed(assessor, visit_url, review, details):
    make_finding(review, "1.1.1", to_see="Ask about the profile of 2024.")
    answer = assessor.post(f"{visit_url}/sessions/new", data=details())
    added = only_session()
    assert answer.location == f"{visit_url}/sessions/{added.id}/questions"
    page = assessor.get(answer.location).text
    assert "Advisers at the desk” is in the plan" in page
    assert "1.1.1 Who our customers are\nAsk about the profile of 2024." in page
    assert "What do you do about this in your own work?" in page
    assert added.questions == ""


def test_a_session_says_when_with_whom_where_and_about_what(assessor, visit_url, details):
    assessor.post(f"{visit_url}/sessions/new", data=details())
    page = assessor.get(visit_url).text
    for words in (
        "1 December 2026",
        "9:30am to 10:15am",
        "45 minutes",
        "Interview with staff",
        "two advisers",
        "Town Hall",
        "1.1.2 What customers need and prefer",
    ):
        assert words in page


def test_sending_the_same_session_twice_adds_it_once(assessor, visit_url, details):
    for _ in range(2):
        assessor.post(f"{visit_url}/sessions/new", data=details())
    assert only_session().title == "Advisers at the desk"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "x" * 201}, "must be 200 characters or fewer"),
        ({"kind": ""}, "Choose what it is"),
        ({"kind": "party"}, "Choose one of the answers"),
        ({"people": "robots"}, "Choose one of the answers"),
        ({"people": ""}, "Choose who the interview is with"),
        ({"minutes": "4"}, "between 5 and 600"),
        ({"minutes": "9" * 30}, "between 5 and 600"),
        ({"minutes": "long"}, "Enter a whole number"),
        ({"minutes": ""}, "Enter how many minutes it takes"),
        ({"starts_at": "25:00"}, "Enter a time, like 9:30am or 14:00"),
        ({"starts_at": "10"}, "Enter a time, like 9:30am or 14:00"),
        ({"on_day-day": "31", "on_day-month": "2"}, "must be a real date"),
        ({"on_day-day": "", "on_day-month": "", "on_day-year": ""}, "Enter the day as well"),
        ({"starts_at": "23:30"}, "must end by midnight"),
        ({"element_codes": ["9.9.9"]}, "Choose elements from the list"),
        ({"kind": "break"}, "A break is about nothing"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    assessor, visit_url, details, values, said
):
    sent = details(place="The back office", **values)
    page = assessor.post(f"{visit_url}/sessions/new", data=sent).text
    assert "There is a problem" in page
    assert said in page
    assert "The back office" in page
    assert session.query(VisitSession).count() == 0


def test_a_form_without_anything_is_refused_in_words(assessor, visit_url):
    page = assessor.post(f"{visit_url}/sessions/new", data={"kind": ""}).text
    assert "Enter a title" in page


def test_a_plan_that_is_full_says_so(assessor, visit_url, review, details, monkeypatch):
    monkeypatch.setattr("cse_assess.review.visit.services.MOST_SESSIONS", 1)
    make_session(review)
    page = assessor.post(f"{visit_url}/sessions/new", data=details()).text
    assert "Remove one first" in page


def test_an_overlap_and_free_time_are_said_in_words(assessor, visit_url, review):
    on = {"on_day": DAY, "minutes": 60}
    make_session(review, title="Desk", starts_at=time(9), **on)
    make_session(review, title="Phones", starts_at=time(9, 45), **on)
    make_session(review, title="Depot", starts_at=time(11, 15), **on)
    page = assessor.get(visit_url).text
    assert "At the same time as “Phones” for 15 minutes." in page
    assert "At the same time as “Desk” for 15 minutes." in page
    assert "30 minutes free before it" in page


def test_an_interview_about_nothing_is_pointed_out_and_a_break_is_not(assessor, visit_url, review):
    make_session(review, element_codes=[])
    make_session(review, kind="break", people="", title="Lunch", element_codes=[])
    assert assessor.get(visit_url).text.count("No element is chosen for it.") == 1


def test_what_is_to_be_seen_and_in_no_session_waits_with_a_way_to_plan_it(
    assessor, visit_url, review
):
    make_finding(review, "1.1.1", to_see="Look at the queue.")
    make_finding(review, "1.1.2", to_see="Ask what changed.")
    make_session(review, element_codes=["1.1.1"])
    page = assessor.get(visit_url).text
    assert "1 element has something to see or ask" in page
    assert "Ask what changed." in page
    assert "Look at the queue." not in page
    begun = assessor.get(f"{visit_url}/sessions/new?code=1.1.2&people=customers").text
    assert 'value="Customers: What customers need and prefer"' in begun
    assert 'value="1.1.2" checked' in " ".join(begun.split())


def test_an_address_that_asks_for_nonsense_begins_an_empty_session(assessor, visit_url):
    answer = assessor.get(f"{visit_url}/sessions/new?code=9.9.9&people=robots")
    assert answer.status_code == 200


def test_each_criterion_says_how_much_of_it_is_planned(assessor, visit_url, review):
    make_session(review, element_codes=["1.1.1", "1.1.2"])
    make_session(review, title="Managers", element_codes=["1.1.1"])
    page = " ".join(assessor.get(visit_url).text.split())
    row = page[page.index("1 Customer Insight") :][:600]
    assert ">2<" in row.replace(" ", "")
    assert "2 of 11" in row


def test_the_agenda_asks_the_same_number_of_queries_for_any_plan(
    assessor, visit_url, review, count_queries
):
    make_session(review)
    assessor.get(visit_url)
    with count_queries() as small:
        assessor.get(visit_url)
    for number in range(12):
        each = make_session(review, title=f"Session {number}", on_day=DAY, starts_at=time(9))
        make_note(review, session_id=each.id)
    with count_queries() as large:
        assessor.get(visit_url)
    assert len(small) == len(large)


def test_a_session_is_changed(assessor, visit_url, review, details):
    changed = make_session(review)
    sent = details(title="Team leaders", version_id=changed.version_id)
    answer = assessor.post(f"{visit_url}/sessions/{changed.id}/edit", data=sent)
    assert "The session is saved." in assessor.get(answer.location).text
    assert only_session().title == "Team leaders"


def test_of_two_windows_the_second_is_shown_both_and_loses_nothing(
    assessor, visit_url, review, details
):
    seen = make_session(review).version_id
    url = f"{visit_url}/sessions/{only_session().id}/edit"
    assessor.post(url, data=details(title="From the first", version_id=seen))
    answer = assessor.post(url, data=details(title="From the second", version_id=seen))
    assert answer.status_code == 409
    assert "From the first" in answer.text
    assert "From the second" in answer.text
    assert only_session().title == "From the first"
    version = only_session().version_id
    assessor.post(url, data=details(title="From the second", version_id=version))
    assert only_session().title == "From the second"


def test_what_was_typed_for_a_session_that_is_gone_can_be_added_anew(
    assessor, visit_url, review, details
):
    gone = make_session(review)
    page = f"{visit_url}/sessions/{gone.id}"
    assessor.post(f"{page}/remove", data={"version_id": gone.version_id})
    url = f"{page}/edit"
    answer = assessor.post(url, data=details(title="Kept words"))
    assert answer.status_code == 409
    assert "Kept words" in answer.text
    assert f'action="{visit_url}/sessions/new"' in answer.text
    assert assessor.get(url).status_code == 404


def test_questions_are_saved_and_stand_on_the_page_of_the_session(assessor, visit_url, review):
    planned = make_session(review)
    sent = {"questions": "1.1.1 Customers\nWho is missing?", "version_id": planned.version_id}
    answer = assessor.post(f"{visit_url}/sessions/{planned.id}/questions", data=sent)
    page = assessor.get(answer.location).text
    assert "The questions are saved" in page
    assert "<li>Who is missing?</li>" in page


def test_proposed_questions_come_below_those_that_are_written_and_none_twice(
    assessor, visit_url, review
):
    planned = make_session(review, questions="My own question?")
    url = f"{visit_url}/sessions/{planned.id}/questions"
    sent = {"questions": "My own question?\nMore.", "version_id": planned.version_id}
    page = assessor.post(url, data={**sent, "then": "propose"}).text
    assert "My own question?\nMore.\n1.1.1 Who our customers are" in page
    assert only_session().questions == "My own question?"


def test_questions_of_two_windows_are_both_shown(assessor, visit_url, review):
    planned = make_session(review)
    url, seen = f"{visit_url}/sessions/{planned.id}/questions", planned.version_id
    assessor.post(url, data={"questions": "First?", "version_id": seen})
    answer = assessor.post(url, data={"questions": "Second?", "version_id": seen})
    assert answer.status_code == 409
    assert "First?" in answer.text
    assert "Second?" in answer.text
    assert only_session().questions == "First?"


def test_questions_that_are_too_long_are_refused_and_kept_on_the_screen(
    assessor, visit_url, review
):
    planned = make_session(review)
    sent = {"questions": "x" * 10_001, "version_id": planned.version_id}
    page = assessor.post(f"{visit_url}/sessions/{planned.id}/questions", data=sent).text
    assert "must be 10,000 characters or fewer" in page
    assert "x" * 10_001 in page


def test_a_session_is_removed_and_what_was_noted_in_it_stays(assessor, visit_url, review):
    planned = make_session(review)
    make_note(review, "Kept", session_id=planned.id)
    url = f"{visit_url}/sessions/{planned.id}/remove"
    assert "The 1 note taken in it stays" in assessor.get(url).text
    answer = assessor.post(url, data={"version_id": planned.version_id})
    assert "is out of the plan" in assessor.get(answer.location).text
    assert session.query(VisitSession).count() == 0
    assert session.query(VisitNote).one().session_id is None


def test_a_session_that_was_changed_meanwhile_is_not_removed_unseen(assessor, visit_url, review):
    planned = make_session(review)
    seen = planned.version_id
    planned.title = "Changed"
    session.commit()
    url = f"{visit_url}/sessions/{planned.id}/remove"
    answer = assessor.post(url, data={"version_id": seen})
    assert answer.status_code == 409
    assert only_session().title == "Changed"
    assert f'value="{planned.version_id}"' in answer.text


def test_a_session_of_another_review_is_not_found(assessor, visit_url, assessment, review):
    other = make_review(review.submission, number=2, assessor=make_assessor(assessment))
    theirs = make_session(other)
    assert assessor.get(f"{visit_url}/sessions/{theirs.id}").status_code == 404


@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_numbers_that_no_session_can_have_are_not_found(assessor, visit_url, number):
    assert assessor.get(f"{visit_url}/sessions/{number}").status_code == 404


def test_questions_that_were_typed_for_a_session_that_is_gone_stay_on_the_screen(
    assessor, visit_url, review
):
    planned = make_session(review)
    page = f"{visit_url}/sessions/{planned.id}"
    assessor.post(f"{page}/remove", data={"version_id": planned.version_id})
    answer = assessor.post(f"{page}/questions", data={"questions": "Typed?", "version_id": 1})
    assert answer.status_code == 409
    assert "Typed?" in answer.text
    assert assessor.get(f"{page}/questions").status_code == 404


@pytest.fixture
def vanishing(monkeypatch):
    """Let each session be gone between the moment that it is read and the moment it is locked."""

    def vanish(_row, missing):
        raise NotFound(missing)

    monkeypatch.setattr("cse_assess.review.visit.services.lock_row", vanish)


@pytest.mark.parametrize(("step", "status"), [("edit", 409), ("questions", 409), ("remove", 404)])
@pytest.mark.usefixtures("vanishing")
def test_a_session_that_goes_at_the_same_moment_is_answered_in_words(
    assessor, review, details, step, status
):
    planned = make_session(review)
    sent = details(questions="Typed?", title="Typed", version_id=planned.version_id)
    address = f"/reviews/{review.id}/visit/sessions/{planned.id}/{step}"
    answer = assessor.post(address, data=sent)
    assert answer.status_code == status
    assert "removed" in answer.text
