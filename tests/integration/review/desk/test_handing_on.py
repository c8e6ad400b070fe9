"""A review goes on: on a later submission, or in another assessor's hands."""

import re
from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_assessor, make_grant
from factories.assessments import attach, cse, write_response
from factories.reviews import make_finding, make_review
from factories.submissions import make_stored_item, submit, withdraw

from cse_assess.accounts.models import AssessorGrant
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import Conflict, NotAllowed
from cse_assess.review.desk import queries, services
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.second_opinion.models import Scoring

CHANGED, ATTACHED, SAME = "1.1.2", "1.1.3", "2.1.1"


@pytest.fixture
def newer(ready, review):
    """Submit again with another level at one element and a piece more at another."""
    write_response(ready, CHANGED, level="not_compliant", justification="Less than we thought.")
    attach(ready, ATTACHED, make_stored_item(ready, b"%PDF-1.7 minutes", title="Minutes of May"))
    return submit(ready, "The minutes are new.")


@pytest.fixture
def take_up(here):
    return f"{here}/take-up"


def form_of(review, submission, **values):
    return {"version_id": review.version_id, "number": submission.number, **values}


def reload(review):
    session.expire_all()
    return session.get(Review, review.id)


def test_until_it_is_taken_up_the_review_stays_on_the_earlier_submission(desk, newer, here):
    page = desk.get(here).text
    assert "You work on submission 1 until you take up the later one" in page
    assert "Less than we thought." not in desk.get(f"{here}/elements/{CHANGED}").text


def test_the_page_says_what_differs(desk, review, newer, take_up):
    make_finding(review, CHANGED, is_done=True)
    page = desk.get(take_up).text
    assert "The minutes are new." in page
    assert "What differs: 2 elements" in page
    assert "Level lowered" in page
    assert "1 piece of evidence added" in page
    assert "Done, to look at again" in page
    assert f"{SAME} " not in page


def test_findings_stay_and_what_differs_is_not_done_any_more(desk, review, newer, take_up):
    make_finding(review, CHANGED, is_done=True, comment="Seen")
    make_finding(review, SAME, is_done=True)
    answer = desk.post(take_up, data=form_of(review, newer))
    assert "Look again at 1 element" in desk.get(answer.location).text
    assert reload(review).submission_id == newer.id
    found = queries.load_findings(review.id)
    assert (found[CHANGED].is_done, found[CHANGED].comment) == (False, "Seen")
    assert found[SAME].is_done


def test_the_page_carries_which_submission_it_speaks_of(desk, newer, take_up):
    assert re.search(r'name="number" type="hidden" value="2"', desk.get(take_up).text)


def test_the_audit_trail_names_both_submissions(desk, review, newer, take_up):
    desk.post(take_up, data=form_of(review, newer))
    events = list_events(object_type="assessment", object_id=review.assessment_id)
    taken = [e for e in events if e.action == AuditAction.REVIEW_SUBMISSION_TAKEN_UP]
    assert [each.details for each in taken] == [
        {"review": 1, "from": 1, "to": 2, "elements": [CHANGED, ATTACHED]}
    ]


def test_a_submission_that_was_followed_meanwhile_is_looked_at_anew(
    desk, ready, review, newer, take_up
):
    write_response(ready, SAME, level="not_compliant")
    submit(ready)
    answer = desk.post(take_up, data=form_of(review, newer))
    assert "has submitted again meanwhile" in answer.text
    assert reload(review).submission.number == 1


def test_a_second_press_takes_nothing_up(desk, review, newer, take_up):
    form = form_of(review, newer)
    desk.post(take_up, data=form)
    assert desk.post(take_up, data=form).status_code == 403


def test_a_forged_number_takes_nothing_up(desk, review, newer, take_up):
    for number in ("", "0", "99", "x" * 500, "9" * 40):
        assert desk.post(take_up, data=form_of(review, newer, number=number)).status_code == 200
    assert reload(review).submission.number == 1


def test_what_follows_a_submission_that_was_taken_back_is_taken_up(desk, review, newer, take_up):
    make_finding(review, CHANGED, is_done=True, comment="Seen")
    withdraw(review.submission)
    page = desk.get(take_up).text
    assert "All of it." not in page
    desk.post(take_up, data=form_of(review, newer))
    assert reload(review).submission_id == newer.id


@pytest.mark.parametrize("state", [ReviewState.ACCURACY, ReviewState.SIGNED])
def test_nothing_is_taken_up_while_findings_cannot_be_written(desk, review, newer, take_up, state):
    review.state = state
    session.commit()
    assert desk.post(take_up, data=form_of(review, newer)).status_code == 403
    assert reload(review).submission.number == 1


def test_without_a_later_submission_there_is_nothing_to_take_up(desk, review, take_up):
    assert desk.get(take_up).status_code == 403


def test_who_answers_for_an_element_is_no_reason_to_look_again(ready, review):
    lead = make_assessor()
    lead.organisation_id = ready.organisation_id
    session.commit()
    write_response(ready, "1.1.1", owner_id=lead.id)
    later = submit(ready)
    assert services.list_reopened(cse(), review.submission, later) == []


@pytest.fixture
def second(app, sign_in, review):
    """Give the browser of a second assessor."""
    person = make_assessor(review.assessment, name="Second Assessor")
    return sign_in(app.test_client(), person)


@pytest.fixture
def take_over(here):
    return f"{here}/take-over"


@pytest.fixture
def ended(review):
    """End the access of the review's assessor."""
    grant = session.query(AssessorGrant).filter_by(user_id=review.assessor_id).one()
    grant.ends_on = today() - timedelta(days=1)
    session.commit()


@pytest.mark.usefixtures("ended")
def test_a_review_whose_assessor_has_left_is_taken_over_with_all_that_was_found(
    second, review, here, take_over
):
    make_finding(review, CHANGED, comment="Found before")
    assert take_over in second.get("/reviews").text
    assert "Found before" not in second.get(take_over).text
    form = {"version_id": review.version_id, "reason": "The body gave it to me."}
    assert second.post(take_over, data=form).location == here
    assert reload(review).assessor.name == "Second Assessor"
    assert "Found before" in second.get(f"{here}/elements/{CHANGED}").text


@pytest.mark.usefixtures("ended")
def test_taking_over_needs_a_reason_which_goes_on_record(second, review, take_over):
    form = {"version_id": review.version_id}
    assert "Say why you take it over" in second.post(take_over, data=form).text
    second.post(take_over, data={**form, "reason": "Illness."})
    events = list_events(object_type="assessment", object_id=review.assessment_id)
    taken = next(each for each in events if each.action == AuditAction.REVIEW_TAKEN_OVER)
    assert taken.details["reason"] == "Illness."


def test_nobody_takes_over_while_the_assessor_has_access(second, review, take_over):
    assert second.get(take_over).status_code == 403
    form = {"version_id": review.version_id, "reason": "Mine now."}
    assert second.post(take_over, data=form).status_code == 403
    assert "Take over" not in second.get("/reviews").text


@pytest.mark.usefixtures("ended")
def test_whoever_scores_blind_does_not_take_over(app, sign_in, review, take_over):
    person = make_assessor(review.assessment)
    session.add(Scoring(submission_id=review.submission_id, scorer_id=person.id, kind="assessor"))
    session.commit()
    assert sign_in(app.test_client(), person).get(take_over).status_code == 403


@pytest.mark.usefixtures("ended")
def test_of_two_who_take_over_one_does(second, app, sign_in, review, take_over):
    third = sign_in(app.test_client(), make_assessor(review.assessment))
    form = {"version_id": review.version_id, "reason": "Mine."}
    assert third.post(take_over, data=form).status_code == 302
    assert second.post(take_over, data=form).status_code == 403


@pytest.mark.usefixtures("ended")
def test_the_version_on_the_screen_decides_between_two_at_one_moment(review):
    person = make_assessor(review.assessment)
    with pytest.raises(Conflict):
        services.take_over_review(
            actor=actor_of(person), review=review, version_id=99, reason="Mine."
        )


@pytest.mark.usefixtures("ended")
def test_an_assessor_whose_access_has_ended_finds_nothing(desk, review, here):
    assert {desk.get(here + page).status_code for page in ("", "/evidence", "/take-over")} == {404}
    assert "Libraries, 2026" in desk.get("/reviews").text


def test_an_assessor_who_is_let_in_again_goes_on(desk, review, here, ended):
    session.query(AssessorGrant).delete()
    make_grant(review.assessor, review.assessment)
    assert desk.get(here).status_code == 200


def test_another_assessors_review_cannot_be_taken_up_by_a_second(review, newer):
    person = make_assessor(review.assessment)
    with pytest.raises(NotAllowed):
        services.take_up_submission(
            actor=actor_of(person),
            review=review,
            standard=cse(),
            version_id=review.version_id,
            number=newer.number,
        )


def test_the_organisation_sees_that_there_is_a_review_and_how_many_are_done(enter, review):
    make_finding(review, CHANGED, level="plus", comment="Found on the desk", is_done=True)
    page = enter("reader").get(f"/assessments/{review.assessment_id}/submissions").text
    assert "Rowan Ashdown" in page
    assert "1 of 57" in page
    assert "Found on the desk" not in page
    assert f"/reviews/{review.id}" not in page


def test_without_a_review_the_organisation_is_told_nothing_of_one(enter, submission):
    page = enter("reader").get(f"/assessments/{submission.assessment_id}/submissions").text
    assert "is reviewing" not in page


def test_a_review_of_its_own_number_follows_a_signed_one(submission, assessor):
    make_review(submission, assessor=assessor, state=ReviewState.SIGNED)
    later = make_review(submission, assessor=assessor, number=2)
    assert queries.find_newest_review(submission.assessment_id).id == later.id
