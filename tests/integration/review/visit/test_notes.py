"""Notes of a visit: quick to take, kept once, and read by assessors of the review alone."""

import pytest
from factories.accounts import make_assessor
from factories.scorings import make_scoring
from factories.visits import make_note, make_session

from cse_assess.audit.models import AuditEvent
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.visit.models import VisitNote
from cse_assess.review.visit.queries import list_notes_of_element

TEXT = "Two of three knew the charter."


@pytest.fixture
def planned(review):
    return make_session(review, element_codes=["1.1.1", "1.1.2"])


def note_at(client, visit_url, planned, **values):
    url = f"{visit_url}/notes/new?session={planned.id}"
    return client.post(url, data={"text": TEXT, "session_id": planned.id, **values})


def all_notes():
    session.expire_all()
    return session.query(VisitNote).all()


def test_a_note_is_taken_on_the_page_of_the_session_and_one_is_there_for_the_next(
    assessor, visit_url, planned
):
    assert 'name="text"' in assessor.get(f"{visit_url}/sessions/{planned.id}").text
    answer = note_at(assessor, visit_url, planned, element_code="1.1.2")
    assert answer.location == f"{visit_url}/sessions/{planned.id}?saved=1"
    page = assessor.get(answer.location).text
    assert "The note is kept" in page
    assert TEXT in page
    assert "data-is-saved" in page


def test_a_note_sent_twice_is_kept_once(assessor, visit_url, planned):
    for _ in range(2):
        note_at(assessor, visit_url, planned)
    assert len(all_notes()) == 1


def test_notes_are_listed_by_element_and_by_session(assessor, visit_url, review, planned):
    make_note(review, "On the desk", session_id=planned.id, element_code="1.1.2")
    make_note(review, "On the whole")
    page = assessor.get(f"{visit_url}/notes").text
    assert page.index("1.1.2 What customers need") < page.index("On the desk")
    assert page.index("On no element") < page.index("On the whole")
    page = assessor.get(f"{visit_url}/notes?by=session").text
    assert page.index("The visit as a whole") < page.index("On the whole")


def test_what_was_noted_on_an_element_is_found_by_its_code(review, planned):
    make_note(review, "Here", element_code="1.1.1")
    make_note(review, "There", element_code="1.1.2")
    assert [each.text for each in list_notes_of_element(review.id, "1.1.1")] == ["Here"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"text": "  "}, "Write what you noted"),
        ({"text": "x" * 4_001}, "must be 4,000 characters or fewer"),
        ({"element_code": "9.9.9"}, "Choose one of the answers"),
        ({"session_id": "999"}, "Choose one of the answers"),
        ({"session_id": "9" * 40}, "Choose one of the answers"),
        ({"session_id": "first"}, "Choose one of the answers"),
    ],
)
def test_a_note_that_cannot_be_kept_stays_on_the_screen(assessor, visit_url, planned, values, said):
    page = note_at(assessor, visit_url, planned, **values).text
    assert said in page
    assert values.get("text", TEXT) in page
    assert all_notes() == []


def test_a_note_is_changed_by_whoever_wrote_it(assessor, visit_url, review):
    note = make_note(review)
    url = f"{visit_url}/notes/{note.id}/edit"
    assert TEXT in assessor.get(url).text
    assessor.post(url, data={"text": "Three of three.", "version_id": note.version_id})
    assert all_notes()[0].text == "Three of three."


def test_a_note_of_two_windows_shows_both(assessor, visit_url, review):
    note = make_note(review)
    url, seen = f"{visit_url}/notes/{note.id}/edit", note.version_id
    assessor.post(url, data={"text": "First", "version_id": seen})
    answer = assessor.post(url, data={"text": "Second", "version_id": seen})
    assert answer.status_code == 409
    assert "First" in answer.text
    assert "Second" in answer.text
    assert all_notes()[0].text == "First"


def test_what_was_typed_for_a_note_that_is_gone_can_be_kept_anew(assessor, visit_url, review):
    note = make_note(review)
    url = f"{visit_url}/notes/{note.id}"
    assessor.post(f"{url}/delete", data={"version_id": note.version_id})
    assert all_notes() == []
    answer = assessor.post(f"{url}/edit", data={"text": "Typed meanwhile", "version_id": 1})
    assert answer.status_code == 409
    assert "Typed meanwhile" in answer.text
    assert assessor.get(f"{url}/edit").status_code == 404


def test_a_note_that_changed_meanwhile_is_not_deleted_unread(assessor, visit_url, review):
    note = make_note(review)
    answer = assessor.post(f"{visit_url}/notes/{note.id}/delete", data={"version_id": 99})
    assert answer.status_code == 409
    assert len(all_notes()) == 1


def test_a_note_in_a_review_that_was_signed_meanwhile_stays_on_the_screen(
    assessor, visit_url, review, planned
):
    review.state = ReviewState.SIGNED
    session.commit()
    answer = note_at(assessor, visit_url, planned)
    assert answer.status_code == 403
    assert TEXT in answer.text
    assert all_notes() == []


def test_another_assessor_who_has_not_scored_reads_no_note(
    app, sign_in, assessment, visit_url, review
):
    make_note(review)
    other = sign_in(app.test_client(), make_assessor(assessment))
    answer = other.get(f"{visit_url}/notes")
    assert answer.status_code == 403
    assert TEXT not in answer.text


@pytest.mark.parametrize("kind", ["lead", "administrator", "contributor", "reader", "stranger"])
def test_nobody_of_the_organisation_finds_the_notes(enter, visit_url, review, kind):
    make_note(review)
    answer = enter(kind).get(f"{visit_url}/notes")
    assert answer.status_code in {403, 404}
    assert TEXT not in answer.text


def test_the_audit_trail_knows_that_something_was_noted_and_not_what(assessor, visit_url, planned):
    note_at(assessor, visit_url, planned)
    assessor.post(
        f"{visit_url}/sessions/{planned.id}/questions",
        data={"questions": "A secret question?", "version_id": planned.version_id},
    )
    events = session.query(AuditEvent).filter(AuditEvent.action.like("visit.%")).all()
    assert [event.action for event in events] == ["visit.note_added", "visit.session_edited"]
    told = " ".join(str(vars(event)) for event in events)
    assert TEXT not in told
    assert "secret" not in told


def test_a_second_assessor_who_has_scored_reads_notes_and_adds_their_own(
    app, sign_in, assessment, visit_url, review
):
    theirs = make_note(review)
    second = make_assessor(assessment, name="Second Assessor")
    make_scoring(review.submission, scorer=second, finished_at=now())
    client = sign_in(app.test_client(), second)
    client.post(f"{visit_url}/notes/new", data={"text": "I heard otherwise."})
    page = client.get(f"{visit_url}/notes").text
    assert TEXT in page
    assert "I heard otherwise." in page
    assert client.get(f"{visit_url}/notes/{theirs.id}/edit").status_code == 403
    answer = client.post(
        f"{visit_url}/notes/{theirs.id}/edit",
        data={"text": "Not mine", "version_id": theirs.version_id},
    )
    assert answer.status_code == 403
    assert client.get(f"{visit_url}/sessions/new").status_code == 403
