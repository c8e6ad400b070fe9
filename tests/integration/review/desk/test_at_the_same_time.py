"""Assessors who really do it at the same moment, on whichever database the tests run."""

from datetime import timedelta

from factories.accounts import make_assessor
from factories.assessments import write_response
from factories.submissions import submit
from factories.together import post_together

from cse_assess.audit.queries import verify_chain
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.desk.models import ConfidentialNote, Finding, Review

CODE = "1.1.1"
DAY = today() + timedelta(days=20)
FORM = {
    "kind": "first",
    "due_on-day": str(DAY.day),
    "due_on-month": str(DAY.month),
    "due_on-year": str(DAY.year),
}


def enter_twice(app, sign_in, person):
    """Give two browsers of one person."""
    return [sign_in(app.test_client(), person) for _ in range(2)]


def test_of_assessors_who_begin_at_once_one_has_the_review(app, sign_in, submission):
    people = [make_assessor(submission.assessment) for _ in range(3)]
    browsers = [sign_in(app.test_client(), person) for person in people]
    address = f"/reviews/begin/{submission.assessment_id}"
    statuses = post_together([(browser, address, FORM) for browser in browsers])
    assert sorted(statuses) == [200, 200, 302]
    assert session.query(Review).count() == 1
    assert verify_chain() == []


def test_of_two_windows_that_save_an_element_at_once_one_is_asked(app, sign_in, assessor, review):
    page = f"/reviews/{review.id}/elements/{CODE}"
    browsers = enter_twice(app, sign_in, assessor)
    form = {"version_id": 0, "seal": "", "level": "plus"}
    statuses = post_together(
        [(browser, page, {**form, "comment": f"Text {n}"}) for n, browser in enumerate(browsers)]
    )
    assert sorted(statuses) == [302, 409]
    assert session.query(Finding).count() == 1
    assert verify_chain() == []


def test_of_two_windows_that_write_a_note_at_once_one_is_asked(app, sign_in, assessor, review):
    page = f"/reviews/{review.id}/note"
    browsers = enter_twice(app, sign_in, assessor)
    statuses = post_together(
        [(each, page, {"version_id": 0, "text": f"Note {n}"}) for n, each in enumerate(browsers)]
    )
    assert sorted(statuses) == [302, 409]
    assert session.query(ConfidentialNote).count() == 1


def test_two_windows_that_choose_a_sample_at_once_choose_both(app, sign_in, assessor, review):
    page = f"/reviews/{review.id}/sample"
    browsers = enter_twice(app, sign_in, assessor)
    codes = ["1.1.2", "2.1.1"]
    forms = [{"codes": [code], "seen": ""} for code in codes]
    assert post_together(
        [(browser, page, form) for browser, form in zip(browsers, forms, strict=True)]
    ) == [302, 302]
    assert {each.element_code for each in session.query(Finding)} == set(codes)


def test_what_is_found_while_a_later_submission_is_taken_up_is_kept(
    app, sign_in, assessor, review, ready
):
    write_response(ready, CODE, justification="Said otherwise.")
    submit(ready)
    browsers = enter_twice(app, sign_in, assessor)
    taken = {"version_id": review.version_id, "number": 2}
    found = {"version_id": 0, "seal": "", "level": "plus", "comment": "Seen"}
    statuses = post_together(
        [
            (browsers[0], f"/reviews/{review.id}/take-up", taken),
            (browsers[1], f"/reviews/{review.id}/elements/{CODE}", found),
        ]
    )
    assert statuses == [302, 302]
    assert session.get(Review, review.id).submission.number == 2
    assert session.query(Finding).one().comment == "Seen"
