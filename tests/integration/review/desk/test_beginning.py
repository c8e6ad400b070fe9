"""What an assessor is given to do, and how a review begins."""

from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_assessor, make_grant
from factories.assessments import cse, make_assessment, write_response
from factories.reviews import make_finding, make_review
from factories.submissions import submit, withdraw

from cse_assess.accounts.models import Role
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.notices.models import Notice, NoticeKind
from cse_assess.review.desk import services
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.models import Scoring

DAY = today() + timedelta(days=20)
FORM = {
    "kind": "first",
    "due_on-day": str(DAY.day),
    "due_on-month": str(DAY.month),
    "due_on-year": str(DAY.year),
}


def begin(submission, person, **values):
    review = services.begin_review(
        actor=actor_of(person),
        assessment=submission.assessment,
        standard=cse(),
        **{"kind": "first", "due_on": DAY, **values},
    )
    session.commit()
    return review


def test_the_list_names_what_is_submitted_and_offers_to_begin(desk, submission):
    page = desk.get("/reviews").text
    assert "Libraries, 2026" in page
    assert "Wexmoor District Council" in page
    assert "30 days left" in page
    assert f"/submitted/{submission.id}" in page
    assert f"/reviews/begin/{submission.assessment_id}" in page
    assert "&lt;" not in page


def test_the_list_says_where_nothing_is_submitted_yet(app, sign_in, assessment):
    page = sign_in(app.test_client(), make_assessor(assessment)).get("/reviews").text
    assert "Nothing is submitted now" in page
    assert "Begin the review" not in page


def test_the_list_says_how_far_the_review_is_and_how_long_is_left(desk, review):
    make_finding(review, is_done=True)
    page = desk.get("/reviews").text
    assert "1 of 57 done" in page
    assert "12 days left" in page
    assert f'href="/reviews/{review.id}"' in page


def test_the_list_names_what_has_ended_without_its_content(app, sign_in, submission):
    former = make_assessor(submission.assessment, ends_on=today() - timedelta(days=1))
    page = sign_in(app.test_client(), former).get("/reviews").text
    assert "What has ended" in page
    assert "Libraries, 2026 (Wexmoor District Council)" in page
    assert f"/submitted/{submission.id}" not in page
    assert "Begin the review" not in page


def test_the_list_takes_as_many_queries_for_many_self_assessments_as_for_one(
    desk, assessor, review, count_queries
):
    with count_queries() as few:
        assert desk.get("/reviews").status_code == 200
    for _ in range(4):
        other = make_assessment()
        make_grant(assessor, other)
    with count_queries() as many:
        assert desk.get("/reviews").status_code == 200
    assert len(many) == len(few)


def test_a_review_begins_on_the_newest_submission_that_stands(desk, submission):
    answer = desk.post(f"/reviews/begin/{submission.assessment_id}", data=FORM)
    review = session.query(Review).one()
    assert answer.location == f"/reviews/{review.id}"
    assert (review.number, review.submission_id, review.due_on) == (1, submission.id, DAY)
    assert review.testers_required == cse().review.testers_required
    assert "Review 1 has begun" in desk.get(answer.location).text


def test_the_form_proposes_a_day_but_no_kind(desk, submission):
    page = desk.get(f"/reviews/begin/{submission.assessment_id}").text
    proposed = today() + timedelta(days=cse().review.desktop_days)
    assert f'name="due_on-day" type="text" value="{proposed.day}"' in page
    assert "checked" not in page


def test_leads_are_told_that_a_review_has_begun(enter, submission, assessor):
    enter("lead")
    begin(submission, assessor)
    notice = session.query(Notice).filter_by(kind=NoticeKind.REVIEW_BEGUN).one()
    assert notice.text == "Rowan Ashdown has begun to review Libraries, 2026."


def test_the_audit_trail_holds_that_a_review_has_begun(submission, assessor):
    begin(submission, assessor)
    events = list_events(object_type="assessment", object_id=submission.assessment_id)
    begun = [each for each in events if each.action == AuditAction.REVIEW_BEGUN]
    assert [each.details for each in begun] == [{"review": 1, "submission": 1, "kind": "first"}]


def test_of_two_who_begin_one_does_and_the_other_is_told_who(app, sign_in, submission, assessor):
    other = sign_in(app.test_client(), make_assessor(submission.assessment))
    begin(submission, assessor)
    answer = other.post(f"/reviews/begin/{submission.assessment_id}", data=FORM)
    assert answer.status_code == 200
    assert "Rowan Ashdown has begun a review that is not signed yet" in answer.text
    assert session.query(Review).count() == 1


def test_after_a_signed_review_the_next_has_the_next_number(submission, assessor):
    make_review(submission, assessor=assessor, state="signed")
    assert begin(submission, assessor, kind="annual").number == 2


def test_whoever_scores_blind_cannot_begin(submission, assessor):
    session.add(Scoring(submission_id=submission.id, scorer_id=assessor.id, kind="assessor"))
    session.commit()
    with pytest.raises(NotAllowed, match="your own scoring"):
        begin(submission, assessor)


@pytest.mark.parametrize(
    "own",
    [(None, "Go on with your own scoring", False), (now(), "Your own scoring", True)],
)
def test_a_second_assessor_finds_their_scoring_and_the_review_once_it_is_finished(
    app, sign_in, review, own
):
    finished_at, words, is_linked = own
    second = make_assessor(review.assessment)
    page = sign_in(app.test_client(), second).get("/reviews").text
    assert "Score on your own, as a second opinion" in page
    scoring = Scoring(submission_id=review.submission_id, scorer_id=second.id, kind="assessor")
    scoring.finished_at = finished_at
    session.add(scoring)
    session.commit()
    page = sign_in(app.test_client(), second).get("/reviews").text
    assert words in page
    assert (f'href="/reviews/{review.id}"' in page) == is_linked


def test_nothing_begins_on_a_submission_that_was_taken_back(submission, assessor):
    withdraw(submission)
    with pytest.raises(DomainError, match="Nothing is submitted now"):
        begin(submission, assessor)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"kind": ""}, "Choose what the review is for"),
        ({"kind": "x" * 30_000}, "Choose one of the answers"),
        ({"due_on-year": "1999"}, "The day must be today or later"),
        ({"due_on-day": "31", "due_on-month": "2"}, "There is a problem"),
        ({"due_on-day": "", "due_on-month": "", "due_on-year": ""}, "Enter the day by which"),
    ],
)
def test_a_wrong_answer_is_named_and_begins_nothing(desk, submission, wrong, words):
    answer = desk.post(f"/reviews/begin/{submission.assessment_id}", data={**FORM, **wrong})
    assert answer.status_code == 200
    assert words in answer.text
    assert session.query(Review).count() == 0


@pytest.mark.parametrize("kind", [*Role, "stranger"])
def test_nobody_but_an_assessor_begins(enter, submission, kind):
    assert enter(kind).get(f"/reviews/begin/{submission.assessment_id}").status_code == 404


@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_an_impossible_number_is_nothing_that_there_is(desk, number):
    assert desk.get(f"/reviews/begin/{number}").status_code == 404
    assert desk.get(f"/reviews/{number}").status_code == 404


def test_settings_are_changed_and_a_second_window_overwrites_nothing(desk, review, here):
    form = {**FORM, "kind": "renewal", "version_id": review.version_id}
    assert desk.post(f"{here}/settings", data=form).location == here
    assert session.get(Review, review.id).kind == "renewal"
    answer = desk.post(f"{here}/settings", data={**form, "kind": "annual"})
    assert "changed while you had this page open" in answer.text
    session.expire_all()
    assert session.get(Review, review.id).kind == "renewal"


def test_two_reviews_of_one_self_assessment_cannot_have_one_number(submission, assessor):
    begin(submission, assessor)
    with pytest.raises(Conflict):
        begin(submission, assessor)


def test_a_newer_submission_is_offered_to_be_taken_up(desk, review, ready):
    write_response(ready, "1.1.2", level="not_compliant")
    submit(ready)
    assert f"/reviews/{review.id}/take-up" in desk.get("/reviews").text
