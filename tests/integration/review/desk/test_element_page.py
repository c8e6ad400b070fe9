"""The page of one element: the claim, its proof, and what the assessor finds beside it."""

import re
from datetime import timedelta

import pytest
from factories.accounts import actor_of, make_assessor
from factories.assessments import (
    attach,
    cse,
    install_service_points,
    make_assessment,
    write_response,
)
from factories.evidence import make_item
from factories.reviews import make_finding, make_review
from factories.submissions import make_ready, make_submission, submit, withdraw

from cse_assess.audit.queries import list_events
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotAllowed
from cse_assess.review.desk import queries, services
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.desk.values import FindingValues
from cse_assess.review.trail.queries import list_opened_pieces

CODE = "1.1.1"
NOT_DECIDED = re.compile(r'id="level-none"[^>]*checked|checked[^>]*id="level-none"')


@pytest.fixture
def element(here):
    return f"{here}/elements/{CODE}"


def seen(review, code=CODE):
    """Return what a form of the element carries now."""
    finding = queries.find_finding(review.id, code)
    version = finding.version_id if finding else 0
    return {"version_id": version, "seal": FindingValues.of(finding).seal}


def save(desk, review, element, **values):
    return desk.post(element, data={**seen(review), "level": "", "then": "stay", **values})


def find(review, code=CODE):
    session.expire_all()
    return queries.find_finding(review.id, code)


def test_the_page_shows_the_claim_its_words_and_its_proof(desk, element):
    page = desk.get(element).text
    assert "All of it." in page
    assert "Survey 2026" in page
    assert "Not opened yet" in page
    assert cse().get_element(CODE).statement[:40] in page


def test_no_level_is_chosen_for_the_assessor(desk, element):
    assert NOT_DECIDED.search(desk.get(element).text)


def test_what_is_written_is_kept_beside_the_claim(desk, review, element):
    answer = save(desk, review, element, level="plus", comment="<b>Seen</b>", is_done="y")
    assert answer.location.endswith(element)
    found = find(review)
    assert (found.level, found.comment, found.is_done) == ("plus", "<b>Seen</b>", True)
    assert found.tested_by_id == review.assessor_id
    page = desk.get(element).text
    assert "&lt;b&gt;Seen&lt;/b&gt;" in page
    assert f"Element {CODE} is saved." in page
    claims = {each["code"]: each for each in review.submission.snapshot.content["elements"]}
    assert claims[CODE]["level"] == "compliant"


@pytest.mark.parametrize(
    ("code", "then", "place"),
    [
        (CODE, "next", "/elements/1.1.2"),
        (CODE, "stay", "/elements/1.1.1"),
        (CODE, "note", "/elements/1.1.1/note"),
        (CODE, "//evil.example", "/elements/1.1.1"),
        ("5.3.3", "next", ""),
    ],
)
def test_the_button_leads_on(desk, here, code, then, place):
    form = {"version_id": 0, "seal": FindingValues().seal, "level": "", "then": then}
    assert desk.post(f"{here}/elements/{code}", data=form).location == f"{here}{place}"


def test_saving_what_is_there_already_changes_nothing(desk, review, element):
    save(desk, review, element, level="plus")
    version = find(review).version_id
    save(desk, review, element, level="plus")
    assert find(review).version_id == version


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"is_done": "y"}, "Choose your level before you tick this as done"),
        ({"level": "excellent"}, "Choose one of the answers"),
        ({"comment": "x" * 20_001}, "must be 20,000 characters or fewer"),
        ({"strength": "x" * 300_000}, "must be 20,000 characters or fewer"),
        ({"comment": "a\u0000b"}, "There is a problem"),
        ({"level": "not_applicable"}, "why you do not agree on whether this applies"),
    ],
)
def test_a_wrong_answer_is_named_and_nothing_is_lost(desk, review, element, values, words):
    answer = save(desk, review, element, to_see="The front desk", **values)
    assert answer.status_code == 200
    assert words in answer.text
    assert "The front desk</textarea>" in answer.text
    assert find(review) is None


def test_what_does_not_apply_takes_the_assessors_agreement(app, sign_in, assessment):
    make_ready(assessment)
    write_response(assessment, "2.1.1", level="not_applicable", level_reason="No premises.")
    person = make_assessor(assessment)
    review = make_review(make_submission(assessment), assessor=person)
    desk, page = sign_in(app.test_client(), person), f"/reviews/{review.id}/elements/2.1.1"
    assert "takes your agreement" in desk.get(page).text
    form = {**seen(review, "2.1.1"), "level": "partial"}
    assert "why you do not agree" in desk.post(page, data=form).text
    assert desk.post(page, data={**form, "level": "not_applicable"}).status_code == 302


def test_of_two_windows_neither_overwrites_the_other(desk, review, element):
    before = seen(review)
    save(desk, review, element, level="plus", comment="First window")
    answer = desk.post(element, data={**before, "level": "partial", "comment": "Second window"})
    assert answer.status_code == 409
    assert "First window" in answer.text
    assert "Second window</textarea>" in answer.text
    assert find(review).comment == "First window"
    again = {"version_id": find(review).version_id, "seal": seen(review)["seal"]}
    desk.post(element, data={**again, "level": "partial", "comment": "Both windows"})
    assert (find(review).level, find(review).comment) == ("partial", "Both windows")


def test_two_windows_that_changed_different_fields_are_both_kept(desk, review, element):
    before = seen(review)
    save(desk, review, element, level="plus")
    assert desk.post(element, data={**before, "level": "", "comment": "Seen"}).status_code == 302
    assert (find(review).level, find(review).comment) == ("plus", "Seen")


def test_a_form_that_does_not_say_what_it_was_filled_from_overwrites_nothing(desk, review, element):
    save(desk, review, element, comment="What stands")
    assert desk.post(element, data={"level": "", "comment": "Forged"}).status_code == 409
    assert find(review).comment == "What stands"


@pytest.mark.parametrize("state", [ReviewState.ACCURACY, ReviewState.SIGNED])
def test_nothing_is_written_while_the_draft_is_out_or_after_the_signature(
    desk, review, element, state
):
    review.state = state
    session.commit()
    answer = save(desk, review, element, comment="Too late")
    assert answer.status_code == 403
    assert "Too late</textarea>" in answer.text
    assert find(review) is None
    assert "<textarea" not in desk.get(element).text


def test_what_was_taken_back_shows_what_was_found_and_nothing_of_the_claim(desk, review, element):
    make_finding(review, CODE, comment="Seen before")
    withdraw(review.submission)
    page = desk.get(element).text
    assert "Seen before" in page
    assert "All of it." not in page
    assert "Survey 2026" not in page
    assert save(desk, review, element, comment="More").status_code == 403


def test_a_piece_opens_beside_the_element_and_counts_as_opened(desk, review, element):
    place = review.submission.snapshot.content["elements"][0]["evidence"][0]
    item, revision = place["item"], place["revision"]
    page = desk.get(f"{element}?item={item}&revision={revision}").text
    assert 'id="preview-heading"' in page
    opened = list_opened_pieces(review.submission_id, review.assessor_id)
    assert opened == {(item, revision)}
    assert "Not opened yet" not in desk.get(element).text


@pytest.mark.parametrize("place", ["item=9999&revision=1", f"item={10**20}&revision=1"])
def test_a_piece_that_was_not_submitted_does_not_open(desk, element, place):
    assert desk.get(f"{element}?{place}").status_code in {200, 404}
    assert 'id="preview-heading"' not in desk.get(f"{element}?{place}").text


def test_a_partial_that_comes_back_is_said_so(desk, submission, assessor, review):
    for number, level in ((2, "partial"), (3, "compliant")):
        day = now() - timedelta(days=900 - number * 100)
        signed = make_review(
            submission, assessor=assessor, number=number, state=ReviewState.SIGNED, signed_at=day
        )
        make_finding(signed, CODE, level=level)
    page = f"/reviews/{review.id}/elements/{CODE}"
    assert "It came back" not in desk.get(page).text
    make_finding(review, CODE, level="partial")
    assert "It came back" in desk.get(page).text


def test_an_element_that_there_is_not(desk, here):
    assert desk.get(f"{here}/elements/4.5.4").status_code == 404
    assert desk.post(f"{here}/elements/4.5.4", data={}).status_code == 404


@pytest.mark.parametrize("kind", ["lead", "administrator", "reader", "contributor", "stranger"])
def test_nobody_but_its_assessors_opens_a_review(enter, review, element, kind):
    client = enter(kind)
    assert client.get(f"/reviews/{review.id}").status_code == 404
    assert client.get(element).status_code == 404
    assert client.post(element, data=seen(review)).status_code == 404


def test_an_assessor_of_another_self_assessment_is_told_nothing(app, sign_in, element):
    other = make_assessor(make_assessment())
    assert sign_in(app.test_client(), other).get(element).status_code == 404


def test_a_second_assessor_who_has_not_scored_sees_nothing_of_it(app, sign_in, review, element):
    second = sign_in(app.test_client(), make_assessor(review.assessment))
    make_finding(review, CODE, comment="First opinion")
    answer = second.get(element)
    assert answer.status_code == 403
    assert "First opinion" not in answer.text


def test_only_the_reviews_own_assessor_writes(review):
    second = make_assessor(review.assessment)
    with pytest.raises(NotAllowed):
        services.save_finding(
            actor=actor_of(second),
            review=review,
            standard=cse(),
            code=CODE,
            version_id=0,
            seal="",
            values=FindingValues(comment="Mine"),
        )


def test_the_audit_trail_names_fields_and_never_what_was_written(desk, review, element):
    save(desk, review, element, level="plus", comment="Only for the report")
    events = list_events(object_type="assessment", object_id=review.assessment_id)
    details = str([each.details for each in events])
    assert "'fields': ['level', 'comment']" in details
    assert "Only for the report" not in details
    assert "plus" not in details


def test_the_page_takes_as_many_queries_for_fifty_pieces_as_for_two(
    desk, review, element, assessment, count_queries
):
    desk.get(element)
    with count_queries() as few:
        assert desk.get(element).status_code == 200
    for number in range(50):
        attach(assessment, CODE, make_item(assessment.organisation, title=f"Piece {number}"))
    session.delete(review)
    session.commit()
    again = make_review(submit(assessment), assessor=review.assessor)
    address = f"/reviews/{again.id}/elements/{CODE}"
    desk.get(address)
    with count_queries() as many:
        assert "Piece 49" in desk.get(address).text
    assert len(many) == len(few)


def test_the_overview_takes_a_fixed_number_of_queries(desk, review, here, count_queries):
    desk.get(here)
    with count_queries() as few:
        assert desk.get(here).status_code == 200
    for element in cse().elements[:30]:
        make_finding(review, element.code, comment="Seen", is_done=True)
    with count_queries() as many:
        assert "30 of 57 done" in desk.get(here).text
    assert len(many) == len(few)


def test_a_standard_of_another_shape_is_reviewed_on_its_own_levels(app, sign_in, settings):
    standard = install_service_points(settings)
    assessment = make_assessment(standard=standard)
    make_ready(assessment, standard=standard)
    person = make_assessor(assessment)
    review = make_review(submit(assessment, standard=standard), assessor=person)
    desk, code = sign_in(app.test_client(), person), standard.elements[0].code
    page = f"/reviews/{review.id}/elements/{code}"
    assert all(level.title in desk.get(page).text for level in standard.levels)
    form = {"version_id": 0, "seal": "", "level": standard.levels[0].id, "is_done": "y"}
    assert desk.post(page, data=form).status_code == 302
    assert f"1 of {len(standard.elements)} done" in desk.get(f"/reviews/{review.id}").text
    for view in ("evidence", "sample"):
        assert desk.get(f"/reviews/{review.id}/{view}").status_code == 200
