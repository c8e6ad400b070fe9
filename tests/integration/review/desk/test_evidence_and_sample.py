"""All evidence of a review, opened or not, and the sample that the assessor takes."""

import pytest
from factories.accounts import make_assessor
from factories.assessments import attach, cse, write_response
from factories.reviews import make_finding, make_review
from factories.submissions import make_stored_item, submit, withdraw

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.desk import queries
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.trail.models import OpenedKind, Opening

CODE = "1.1.1"


@pytest.fixture
def evidence(here):
    return f"{here}/evidence"


@pytest.fixture
def sample(here):
    return f"{here}/sample"


def open_first(review, user_id=None):
    """Note that the assessor, or the person of this id, opened the first element's piece."""
    piece = review.submission.snapshot.content["elements"][0]["evidence"][0]
    session.add(
        Opening(
            assessment_id=review.assessment_id,
            submission_id=review.submission_id,
            user_id=user_id or review.assessor_id,
            kind=OpenedKind.FILE,
            title=piece["title"],
            item_id=piece["item"],
            revision_number=piece["revision"],
        )
    )
    session.commit()


def in_sample(review):
    session.expire_all()
    return {code for code, each in queries.load_findings(review.id).items() if each.is_in_sample}


def test_each_piece_is_listed_once_with_its_elements(desk, ready, assessor):
    write_response(ready, "1.1.2", level="compliant", justification="That too.")
    item = make_stored_item(ready, b"%PDF-1.7 plan", title="Service plan")
    for code in (CODE, "1.1.2"):
        attach(ready, code, item)
    review = make_review(submit(ready), assessor=assessor)
    page = desk.get(f"/reviews/{review.id}/evidence").text
    assert page.count(">Service plan</a>") == 1
    assert "0 of 2 opened by you" in page


def test_what_was_opened_is_said_and_can_be_left_out(desk, review, evidence):
    open_first(review)
    assert "1 of 1 opened by you" in desk.get(evidence).text
    narrowed = desk.get(f"{evidence}?is_unopened=y").text
    assert "Nothing is left" in narrowed
    assert ">Survey 2026</a>" not in narrowed


def test_what_another_assessor_opened_counts_for_them_alone(desk, review, evidence):
    open_first(review, make_assessor(review.assessment).id)
    assert "0 of 1 opened by you" in desk.get(evidence).text


def test_the_overview_counts_what_was_opened_and_filters_by_it(desk, review, here):
    assert "0 of 1" in desk.get(here).text
    assert "1 of 57 elements shown" in desk.get(f"{here}?is_unopened=y").text
    open_first(review)
    assert "1 of 1 piece of evidence opened" in desk.get(here).text
    assert "Nothing matches" in desk.get(f"{here}?is_unopened=y").text


@pytest.mark.parametrize(
    ("narrowing", "shown"),
    [
        ("is_not_done=y", 56),
        ("is_differing=y", 1),
        ("is_in_sample=y", 1),
        ("is_flagged=y", 1),
        ("criterion=1", 11),
        ("criterion=1&is_not_done=y", 10),
        ("criterion=9", 57),
        ("is_flagged=y&is_in_sample=y", 0),
    ],
)
def test_the_overview_is_narrowed(desk, review, here, narrowing, shown):
    make_finding(review, CODE, level="plus", is_done=True, comment="Seen")
    make_finding(review, "1.1.2", level=None, is_in_sample=True)
    page = desk.get(f"{here}?{narrowing}").text
    assert page.count('<th scope="row"') == shown
    if shown not in {0, 57}:
        assert f"{shown} of 57 elements shown" in page


def test_the_first_element_that_is_not_done_is_the_next(desk, review, here):
    make_finding(review, CODE, is_done=True)
    assert f'href="{here}/elements/1.1.2"' in desk.get(here).text
    assert "Go on with 1.1.2" in desk.get(here).text


def test_what_is_proposed_is_ticked_and_nothing_is_in_it_before_it_is_saved(desk, review, sample):
    page = desk.get(sample).text
    assert "nothing is in the sample until you save" in page
    assert "Proposed: Rests on one piece of evidence" in page
    assert page.count("checked") == len(cse().elements)
    assert in_sample(review) == set()


def test_what_is_ticked_is_the_sample(desk, review, sample, evidence):
    answer = desk.post(sample, data={"codes": [CODE, "2.1.1"], "seen": ""})
    assert answer.location.startswith(evidence)
    assert in_sample(review) == {CODE, "2.1.1"}
    page = desk.get(answer.location).text
    assert (
        "2 elements in the sample, 2 not done. 1 piece of evidence to them, 1 not opened." in page
    )
    desk.post(sample, data={"codes": ["2.1.1"], "seen": f"{CODE} 2.1.1"})
    assert in_sample(review) == {"2.1.1"}


def test_of_two_windows_neither_undoes_the_choice_of_the_other(desk, review, sample):
    desk.post(sample, data={"codes": [CODE], "seen": ""})
    desk.post(sample, data={"codes": ["2.1.1"], "seen": ""})
    assert in_sample(review) == {CODE, "2.1.1"}


def test_choosing_the_sample_takes_nothing_of_what_was_found(desk, review, sample):
    make_finding(review, CODE, level="plus", comment="Seen", is_done=True)
    desk.post(sample, data={"codes": [CODE], "seen": ""})
    session.expire_all()
    found = queries.find_finding(review.id, CODE)
    assert (found.level, found.comment, found.is_done) == ("plus", "Seen", True)


def test_an_element_that_is_open_elsewhere_can_be_saved_after_the_sample_was_chosen(
    desk, review, here, sample
):
    before = desk.get(f"{here}/elements/{CODE}").text
    seal = before.partition('name="seal" type="hidden" value="')[2].partition('"')[0]
    assert seal
    desk.post(sample, data={"codes": [CODE], "seen": ""})
    form = {"version_id": 0, "seal": seal, "level": "plus", "comment": "Seen"}
    assert desk.post(f"{here}/elements/{CODE}", data=form).status_code == 302
    session.expire_all()
    assert queries.find_finding(review.id, CODE).is_in_sample


@pytest.mark.parametrize("codes", [["4.5.4"], ["x" * 30_000], ["<script>"], []])
def test_codes_that_were_not_submitted_are_no_sample(desk, review, sample, codes):
    assert desk.post(sample, data={"codes": codes, "seen": ""}).status_code == 302
    assert in_sample(review) == set()


def test_a_signed_review_keeps_its_sample(desk, review, sample):
    review.state = ReviewState.SIGNED
    session.commit()
    assert "Nothing can be written" in desk.post(sample, data={"codes": [CODE], "seen": ""}).text
    assert in_sample(review) == set()
    assert "Save the sample" not in desk.get(sample).text


def test_nothing_of_what_was_taken_back_is_listed(desk, review, evidence, sample):
    withdraw(review.submission)
    for page in (evidence, sample):
        answer = desk.get(page)
        assert answer.status_code == 200
        assert "Survey 2026" not in answer.text


def test_what_came_with_an_addendum_is_listed_too(desk, review, evidence):
    piece = review.submission.snapshot.content["elements"][0]["evidence"][0]
    query = AssessorQuery(
        review_id=review.id,
        number=1,
        element_code="1.1.2",
        question="And the plan?",
        answer_by=today(),
        asked_by_id=review.assessor_id,
    )
    session.add(query)
    session.flush()
    added = {**piece, "item": piece["item"] + 1000, "title": "Plan that was added"}
    session.add(
        Addendum(
            submission_id=review.submission_id,
            query_id=query.id,
            number=1,
            content={"element": "1.1.2", "evidence": [added]},
            manifest="",
            sha256="0" * 64,
        )
    )
    session.commit()
    page = desk.get(evidence).text
    assert "Plan that was added" in page
    assert "Addendum 1" in page


def test_the_lists_take_a_fixed_number_of_queries(desk, ready, review, evidence, count_queries):
    with count_queries() as few:
        assert desk.get(evidence).status_code == 200
    for number in range(30):
        content = f"%PDF-1.7 {number}".encode()
        attach(ready, CODE, make_stored_item(ready, content, title=f"Piece {number}"))
    review.submission = submit(ready)
    session.commit()
    with count_queries() as many:
        assert "0 of 31 opened by you" in desk.get(evidence).text
    assert len(many) == len(few)
