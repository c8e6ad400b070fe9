"""Confidential notes: only assessors of the review ever read them."""

import pytest
from factories.accounts import actor_of, make_assessor, make_user
from factories.assessments import write_response
from factories.reviews import make_finding, make_review
from factories.submissions import submit

from cse_assess.audit.queries import list_events
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotAllowed
from cse_assess.notices.models import Notice
from cse_assess.review.desk import queries, services
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.second_opinion.models import Scoring

SECRET = "The manager left in anger"
CODE = "1.1.1"


@pytest.fixture
def note(here):
    return f"{here}/elements/{CODE}/note"


def write(desk, note, text=SECRET, version=0):
    return desk.post(note, data={"version_id": version, "text": text})


def find(review, code=CODE):
    session.expire_all()
    return queries.find_note(review.id, code)


def test_a_note_is_kept_and_shown_to_its_assessor(desk, review, here, note):
    assert write(desk, note).location == f"{here}/elements/{CODE}"
    assert SECRET in desk.get(f"{here}/elements/{CODE}").text
    assert "Confidential note" in desk.get(here).text
    assert SECRET not in desk.get(here).text


def test_a_note_on_the_whole_stands_apart_from_those_on_elements(desk, review, here, note):
    write(desk, note)
    assert write(desk, f"{here}/note", "On the whole").location == here
    assert find(review, "").text == "On the whole"
    assert find(review).text == SECRET


def test_an_emptied_note_is_gone(desk, review, note):
    write(desk, note)
    write(desk, note, "", find(review).version_id)
    assert find(review) is None


def test_a_second_window_overwrites_nothing(desk, review, note):
    write(desk, note)
    answer = write(desk, note, "Written elsewhere")
    assert answer.status_code == 409
    assert SECRET in answer.text
    assert "Written elsewhere</textarea>" in answer.text
    assert find(review).text == SECRET
    write(desk, note, "Both", find(review).version_id)
    assert find(review).text == "Both"


def test_a_note_that_is_too_long_is_kept_on_the_page(desk, review, note):
    answer = write(desk, note, "x" * 20_001)
    assert answer.status_code == 200
    assert "must be 20,000 characters or fewer" in answer.text
    assert "xxx</textarea>" in answer.text
    assert find(review) is None


@pytest.mark.parametrize("state", [ReviewState.ACCURACY, ReviewState.SIGNED])
def test_no_note_is_written_while_findings_cannot_be(desk, review, note, state):
    review.state = state
    session.commit()
    answer = write(desk, note)
    assert answer.status_code == 403
    assert f"{SECRET}</textarea>" in answer.text
    assert desk.get(note).status_code == 403
    assert find(review) is None


def test_nothing_of_a_note_reaches_the_audit_trail_notices_or_the_log(
    desk, review, note, enter, caplog
):
    enter("lead")
    write(desk, note)
    write(desk, note, f"{SECRET} again")
    events = list_events(object_type="assessment", object_id=review.assessment_id)
    assert "review.note_saved" in {each.action for each in events}
    assert SECRET not in str([each.details for each in events])
    assert CODE not in str([each.details for each in events if each.action == "review.note_saved"])
    assert SECRET not in str([each.text for each in session.query(Notice)])
    assert SECRET not in caplog.text


@pytest.mark.parametrize("kind", ["lead", "administrator", "contributor", "reader", "stranger"])
def test_nobody_in_the_organisation_reads_a_note(desk, enter, note, kind):
    write(desk, note)
    client, element = enter(kind), note.removesuffix("/note")
    review, _, _ = element.partition("/elements")
    for page in (note, f"{review}/note", review, element):
        answer = client.get(page)
        assert answer.status_code == 404
        assert SECRET not in answer.text


def test_no_page_of_the_organisation_holds_a_note_or_a_level(desk, enter, review, here, note):
    write(desk, note)
    make_finding(review, "1.1.2", level="plus", comment="Found on the desk", is_done=True)
    lead, own = enter("lead"), f"/assessments/{review.assessment_id}"
    for page in ("", "/submissions", "/submissions/1", "/history", "/elements/1.1.2", "/readiness"):
        text = lead.get(own + page).text
        assert SECRET not in text
        assert "Found on the desk" not in text


def test_whoever_finished_a_scoring_reads_notes_and_writes_none(app, sign_in, review, here, note):
    second = make_assessor(review.assessment)
    session.add(
        Scoring(
            submission_id=review.submission_id,
            scorer_id=second.id,
            kind="assessor",
            finished_at=now(),
        )
    )
    session.commit()
    services.save_note(
        actor=actor_of(review.assessor), review=review, code=CODE, version_id=0, text=SECRET
    )
    client = sign_in(app.test_client(), second)
    assert SECRET in client.get(f"{here}/elements/{CODE}").text
    assert write(client, note, "Mine", 1).status_code == 403
    assert find(review).text == SECRET


def test_an_internal_scorer_never_reads_a_review(app, sign_in, review, here, note):
    member = make_user("reader", review.assessment.organisation)
    session.add(
        Scoring(
            submission_id=review.submission_id,
            scorer_id=member.id,
            kind="internal",
            finished_at=now(),
        )
    )
    session.commit()
    client = sign_in(app.test_client(), member)
    assert {client.get(page).status_code for page in (here, note)} == {404}


def test_the_assessor_of_another_review_writes_no_note_here(ready, review):
    other = make_review(submit_again(ready), number=2)
    with pytest.raises(NotAllowed):
        services.save_note(
            actor=actor_of(other.assessor), review=review, code=CODE, version_id=0, text="Mine"
        )


def submit_again(ready):
    write_response(ready, "1.1.3", level="not_compliant")
    return submit(ready)
