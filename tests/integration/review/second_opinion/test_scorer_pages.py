"""The scorer's pages: everything that was submitted, and no level that anybody gave."""

from datetime import timedelta

import pytest
from factories.accounts import make_assessor
from factories.assessments import cse
from factories.evidence_pages import text_of
from factories.reviews import make_finding
from factories.scorings import finish, keep_score, make_scoring, score_all
from factories.submissions import submit, withdraw
from sqlalchemy import select

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.second_opinion import queries
from cse_assess.review.second_opinion.models import ScorerKind, Scoring
from cse_assess.review.trail.models import Opening


@pytest.fixture
def scoring(submission, second):
    return make_scoring(submission, scorer=second)


@pytest.fixture
def page(as_person, second):
    return as_person(second)


@pytest.fixture
def here(scoring):
    return f"/scorings/{scoring.id}"


def send(page, address, **values):
    return page.post(address, data=values)


def test_the_beginning_says_what_is_hidden_from_whom(page, submission):
    text = text_of(page.get(f"/submitted/{submission.id}/scoring"))
    assert "You are not shown the levels that the organisation claims" in text
    assert "cannot be changed" in text


def test_whoever_begins_comes_to_their_list_and_comes_back_to_it(page, submission, second):
    address = f"/submitted/{submission.id}/scoring"
    begun = page.post(address)
    assert begun.status_code == 302
    assert queries.find_scoring(submission.id, second.id).is_in_hand
    assert page.get(address).location == begun.location


def test_whoever_opened_the_claimed_levels_before_is_told_that_it_will_be_said(page, submission):
    address = f"/submitted/{submission.id}/scoring"
    assert "You have opened pages" not in text_of(page.get(address))
    page.get(f"/submitted/{submission.id}")
    assert "You have opened pages" in text_of(page.get(address))


def test_whoever_does_the_review_is_told_that_their_levels_belong_there(as_person, review):
    answer = as_person(review.assessor).get(f"/submitted/{review.submission_id}/scoring")
    assert answer.status_code == 403
    assert "You do the review of this submission" in text_of(answer)


def test_an_element_shows_texts_and_evidence_and_hides_the_claimed_level(page, here):
    text = text_of(page.get(f"{here}/elements/1.1.1"))
    assert "All of it." in text
    assert "Survey 2026" in text
    assert "The level that it claims is hidden from you." in text
    assert "Level claimed" not in text


def test_no_level_is_chosen_beforehand(page, here):
    assert "checked" not in page.get(f"{here}/elements/1.1.1").text


def test_the_reason_for_the_claimed_level_is_hidden_too(page, here):
    """Every other element was submitted with the reason “So far.”"""
    assert "So far." not in page.get(f"{here}/elements/2.1.1").text


def test_saving_goes_on_to_the_next_element_and_after_the_last_to_the_list(page, here):
    saved = send(page, f"{here}/elements/1.1.1", level="plus", version_id=0, then="next")
    assert saved.location == f"{here}/elements/1.1.2"
    last = cse().elements[-1].code
    saved = send(page, f"{here}/elements/{last}", level="plus", version_id=0, then="next")
    assert saved.location == here
    assert "2 of 57 elements scored" in text_of(page.get(here))


@pytest.mark.parametrize("level", ["", "gone", None])
def test_without_a_level_the_reason_that_was_typed_stays(page, here, level):
    values = {} if level is None else {"level": level}
    answer = send(page, f"{here}/elements/1.1.1", reason="Typed at length.", **values)
    assert "There is a problem" in text_of(answer)
    assert "Typed at length." in answer.text


def test_not_applicable_asks_for_a_reason(page, here):
    answer = send(page, f"{here}/elements/1.1.1", level="not_applicable", version_id=0)
    assert "Say why it is “Not applicable”" in text_of(answer)


def test_a_second_window_shows_both_and_then_lets_the_later_one_stand(page, here, scoring):
    keep_score(scoring, level="partial", reason="From the first window.")
    values = {"level": "plus", "reason": "From the second window.", "then": "stay"}
    answer = send(page, f"{here}/elements/1.1.1", version_id=0, **values)
    assert answer.status_code == 409
    assert "From the first window." in answer.text
    assert "From the second window." in answer.text
    assert 'name="version_id" type="hidden" value="1"' in answer.text
    assert send(page, f"{here}/elements/1.1.1", version_id=1, **values).status_code == 302
    session.expire_all()
    assert queries.find_score(scoring.id, "1.1.1").level == "plus"


@pytest.mark.parametrize("code", ["9.9.9", "1", "x" * 400])
def test_an_element_that_there_is_not_is_not_found(page, here, code):
    assert page.get(f"{here}/elements/{code}").status_code == 404
    assert page.post(f"{here}/elements/{code}").status_code == 404


def test_finishing_names_what_is_missing_first(page, here, scoring):
    score_all(scoring)
    session.delete(queries.find_score(scoring.id, "3.1.1"))
    session.commit()
    text = text_of(page.get(f"{here}/finish"))
    assert "1 element has no level yet" in text
    assert "3.1.1" in text
    assert page.post(f"{here}/finish").status_code == 200
    session.expire_all()
    assert session.get(Scoring, scoring.id).is_in_hand


def test_finishing_says_before_that_it_is_for_good_and_then_is(page, here, scoring):
    score_all(scoring, reason="Seen it.")
    assert "fixed for good" in text_of(page.get(f"{here}/finish"))
    assert page.post(f"{here}/finish").status_code == 302
    assert "Your levels are fixed for good." in text_of(page.get(here))
    assert page.get(f"{here}/elements/1.1.1").status_code == 403
    assert send(page, f"{here}/elements/1.1.1", level="plus", version_id=1).status_code == 403
    assert page.post(f"{here}/finish").status_code == 403


def test_giving_up_asks_first_and_then_keeps_nothing(page, here, scoring):
    keep_score(scoring, reason="Never mind.")
    assert "you cannot score this submission again" in text_of(page.get(f"{here}/give-up"))
    assert page.post(f"{here}/give-up").status_code == 302
    assert "its levels are deleted" in text_of(page.get(here))
    assert page.get(f"/submitted/{scoring.submission_id}/scoring").location == here


def test_it_ends_with_the_submission_and_says_so(page, here, submission):
    withdraw(submission)
    assert "took this submission back" in text_of(page.get(here))
    assert page.get(f"{here}/elements/1.1.1").status_code == 403


def test_the_own_list_names_what_is_in_hand_and_what_is_done(page, scoring):
    assert "Libraries, 2026, submission 1" in text_of(page.get("/scorings"))
    finish(scoring)
    assert "Finished" in text_of(page.get("/scorings"))


def test_whoever_has_none_is_told_how_one_comes_about(as_person, colleague):
    assert "You have no scorings" in text_of(as_person(colleague).get("/scorings"))


def test_nobody_else_hears_of_a_scoring(as_person, here, lead, colleague, review):
    strangers = [lead, colleague, review.assessor, make_assessor()]
    for person in strangers:
        browser = as_person(person)
        for path in ("", "/elements/1.1.1", "/finish", "/give-up"):
            assert browser.get(f"{here}{path}").status_code == 404


@pytest.mark.parametrize("number", [0, 2**31, 10**30])
def test_numbers_that_no_scoring_has_are_not_found(page, number):
    assert page.get(f"/scorings/{number}").status_code == 404
    assert page.get(f"/submitted/{number}/scoring").status_code == 404


def test_each_opened_element_is_noted_for_the_organisation(page, here, scoring):
    page.get(f"{here}/elements/1.1.1")
    [opening] = session.scalars(select(Opening)).all()
    assert opening.title.endswith("without its level")
    assert opening.element_code == "1.1.1"


def test_evidence_lies_open_beside_the_form(page, here, scoring):
    [piece] = scoring.submission.snapshot.content["elements"][0]["evidence"]
    beside = f"{here}/elements/1.1.1?item={piece['item']}&number=1"
    assert "Open it larger" in text_of(page.get(beside))
    assert "Open it larger" not in text_of(page.get(f"{here}/elements/1.1.1?item=x&number=1"))


def test_a_colleague_without_the_service_scores_until_the_last_day(
    as_person, submission, colleague
):
    scoring = make_scoring(submission, scorer=colleague, kind=ScorerKind.INTERNAL)
    browser = as_person(colleague)
    assert browser.get(f"/scorings/{scoring.id}/elements/1.1.1").status_code == 200
    scoring.until = today() - timedelta(days=1)
    session.commit()
    assert "last day for this scoring is past" in text_of(browser.get(f"/scorings/{scoring.id}"))
    assert browser.get(f"/scorings/{scoring.id}/elements/1.1.1").status_code == 403


def test_a_scoring_goes_on_with_its_submission_when_a_later_one_comes(
    page, here, submission, ready
):
    ready.visit_on = today() + timedelta(days=5)
    session.commit()
    submit(ready)
    assert page.get(f"{here}/elements/1.1.1").status_code == 200


def test_the_review_of_the_other_assessor_stays_closed_until_the_own_scoring_is_finished(
    page, review, scoring
):
    make_finding(review, level="partial", comment="Not what I saw.")
    address = f"/reviews/{review.id}/second-opinion"
    assert page.get(address).status_code == 403
    finish(scoring)
    assert "Not what I saw." in text_of(page.get(address))


def test_an_element_with_many_pieces_takes_no_more_queries(page, here, count_queries):
    with count_queries() as one:
        page.get(f"{here}/elements/1.1.1")
    with count_queries() as none:
        page.get(f"{here}/elements/1.1.2")
    assert len(one) - len(none) <= 3
