"""The organisation's pages: asking for a scoring, levels side by side, and over time."""

from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_service, make_user
from factories.assessments import cse, make_assessment
from factories.evidence_pages import text_of
from factories.reviews import make_finding, make_review
from factories.scorings import finish, make_scoring
from factories.submissions import make_ready, submit, withdraw

from cse_assess.accounts.models import Role
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.review.desk.models import ReviewState
from cse_assess.review.second_opinion.models import ScorerKind, Scoring

INTERNAL = ScorerKind.INTERNAL


@pytest.fixture
def here(assessment):
    return f"/assessments/{assessment.id}/scorings"


@pytest.fixture
def page(as_person, lead):
    return as_person(lead)


@pytest.fixture
def internal(submission, colleague):
    return make_scoring(submission, scorer=colleague, kind=INTERNAL)


def ask(page, here, person, **changed):
    soon = today() + timedelta(days=7)
    values = {
        "scorer_id": person.id,
        "until-day": soon.day,
        "until-month": soon.month,
        "until-year": soon.year,
    }
    return page.post(f"{here}/ask", data={**values, **changed})


def sign(review, level="compliant", **levels):
    """Give every element a verdict, and sign the review."""
    named = {name[1:].replace("_", "."): value for name, value in levels.items()}
    for element in cse().elements:
        verdict = named.get(element.code, level)
        make_finding(review, element.code, level=verdict, comment="As the assessor saw it.")
    review.state, review.signed_at = ReviewState.SIGNED, now()
    session.commit()
    return review


def test_without_a_submission_there_is_nothing_to_score_and_the_page_says_so(
    as_person, ready, lead
):
    browser, here = as_person(lead), f"/assessments/{ready.id}/scorings"
    assert "Nothing has been submitted" in text_of(browser.get(here))
    assert "Nothing has been submitted" in text_of(browser.get(f"{here}/ask"))
    assert ask(browser, here, lead).status_code == 200


def test_a_lead_asks_a_colleague_and_sees_them_in_the_list(page, here, submission, colleague):
    assert ask(page, here, colleague).location == here
    text = text_of(page.get(here))
    assert "Cora Penn" in text
    assert "In hand" in text
    assert "0 of 57" in text


def test_whoever_can_see_the_levels_is_marked_and_comes_last(page, here, organisation, submission):
    make_user(name="Abel Ash", contributes_to=(make_service(organisation),))
    make_user(Role.READER, organisation, name="Aaron Abbot")
    text = text_of(page.get(f"{here}/ask"))
    assert "Aaron Abbot (can see the levels)" in text
    assert text.index("Abel Ash") < text.index("Aaron Abbot")
    assert "Abel Ash (can" not in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"scorer_id": ""}, "Choose whom to ask"),
        ({"scorer_id": "99999999"}, "Choose one of the answers"),
        ({"scorer_id": "x" * 999}, "Choose whom to ask"),
        ({"until-year": ""}, "Last day to score must include a year"),
        ({"until-year": "2020"}, "The day must be today or later"),
        ({"until-year": str(today().year + 3)}, "The day must be within a year"),
    ],
)
@pytest.mark.usefixtures("submission")
def test_what_is_wrong_is_said_at_its_field(page, here, colleague, changed, words):
    text = text_of(ask(page, here, colleague, **changed))
    assert "There is a problem" in text
    assert words in text


def test_asking_the_same_colleague_twice_makes_one_scoring(page, here, submission, colleague):
    ask(page, here, colleague)
    assert ask(page, here, colleague).status_code == 200
    assert session.query(Scoring).count() == 1


def test_a_lead_gives_more_time(page, here, internal):
    later = today() + timedelta(days=20)
    values = {"until-day": later.day, "until-month": later.month, "until-year": later.year}
    path = f"{here}/{internal.id}/more-time"
    assert "Change the last day" in text_of(page.get(path))
    assert page.post(path, data={**values, "version_id": 1}).location == here
    session.expire_all()
    assert session.get(Scoring, internal.id).until == later


def test_a_lead_takes_a_scoring_back_after_being_asked(page, here, internal):
    path = f"{here}/{internal.id}/take-back"
    assert "deleted" in text_of(page.get(path))
    assert page.post(path, data={"version_id": 1}).location == here
    assert "Ended without a result" in text_of(page.get(here))


def test_one_that_was_finished_meanwhile_is_not_taken_back(page, here, internal):
    finish(internal)
    assert page.post(f"{here}/{internal.id}/take-back", data={"version_id": 1}).status_code == 403


def test_another_self_assessments_scoring_is_not_found_here(page, assessment, internal):
    other = make_assessment(assessment.service)
    address = f"/assessments/{other.id}/scorings/{internal.id}"
    for path in ("more-time", "take-back"):
        assert page.get(f"{address}/{path}").status_code == 404
        assert page.get(f"/assessments/{other.id}/scorings/{2**40}/{path}").status_code == 404


def test_an_administrator_reads_and_does_not_ask(as_person, organisation, here, internal):
    browser = as_person(make_user(Role.ADMINISTRATOR, organisation))
    assert "Ask a colleague" not in text_of(browser.get(here))
    assert browser.get(f"{here}/ask").status_code == 403
    assert browser.get(f"{here}/{internal.id}/take-back").status_code == 403


def test_others_in_the_organisation_hear_of_nobodys_scoring_but_their_own(
    as_person, organisation, here, internal
):
    reader = as_person(make_user(Role.READER, organisation))
    assert "Cora Penn" not in text_of(reader.get(here))
    assert "In hand" in text_of(as_person(internal.scorer).get(here))


def test_a_finished_scoring_lies_beside_the_submitted_levels(page, here, internal):
    finish(internal, reason="Nobody could show me.", e1_1_1="not_compliant")
    text = text_of(page.get(f"{here}/submissions/1?second=scoring-{internal.id}"))
    assert "The self-assessment and Cora Penn, scored within the organisation" in text
    assert "Nobody could show me." in text
    assert "All of it." in text
    assert "2 steps apart" in text
    assert "weighted kappa" in text


def test_before_it_is_finished_nothing_of_it_is_shown(page, here, internal):
    text = text_of(page.get(f"{here}/submissions/1?second=scoring-{internal.id}"))
    assert "There is nothing to compare yet" in text


def test_an_assessors_verdicts_are_shown_once_the_review_is_signed(page, here, review):
    make_finding(review, level="partial", comment="Not yet for you.")
    address = f"{here}/submissions/1?second=review"
    for state in (ReviewState.OPEN, ReviewState.ACCURACY):
        review.state = state
        session.commit()
        assert "Not yet for you." not in page.get(address).text
    review.state = ReviewState.SIGNED
    session.commit()
    assert "Not yet for you." in page.get(address).text


def test_a_second_assessors_levels_are_hidden_until_then_too_and_then_are_the_managers(
    page, as_person, here, review, colleague
):
    second = make_assessor(review.assessment, name="Sol Byrne")
    scoring = finish(make_scoring(review.submission, scorer=second), reason="Between assessors.")
    address = f"{here}/submissions/1?second=scoring-{scoring.id}"
    assert "Sol Byrne" not in page.get(here).text + page.get(address).text
    sign(review)
    assert "Sol Byrne" in page.get(here).text
    assert "Between assessors." in page.get(address).text
    assert "Between assessors." not in as_person(colleague).get(address).text


def test_a_reopened_review_closes_them_again(page, here, review):
    sign(review)
    review.state = ReviewState.OPEN
    session.commit()
    assert "As the assessor saw it." not in page.get(f"{here}/submissions/1?second=review").text


@pytest.mark.parametrize("first", ["", "gone", "scoring-999999", "review", "own", "x" * 3000])
def test_an_address_that_names_nobody_compares_the_usual_two(page, here, internal, first):
    finish(internal)
    answer = page.get(f"{here}/submissions/1", query_string={"first": first, "second": first})
    assert "The self-assessment and Cora Penn" in text_of(answer)


@pytest.mark.parametrize("number", [0, 2, 2**31, 10**30])
def test_a_submission_that_there_is_not_is_not_found(page, here, submission, number):
    assert page.get(f"{here}/submissions/{number}").status_code == 404


def test_signed_reviews_are_held_against_the_submitted_levels(page, here, review):
    sign(review, level="partial", e1_1_1="plus")
    text = text_of(page.get(f"{here}/over-time"))
    assert "Libraries, 2026, review 1" in text
    assert "exactly the assessor’s level" in text
    assert "From so few reviews no habit can be read." in text


def test_reviews_that_are_not_signed_are_left_out(page, here, review):
    make_finding(review)
    assert "There is no signed review yet" in text_of(page.get(f"{here}/over-time"))


def test_internal_scorers_appear_by_name_to_managers_and_to_themselves_alone(
    as_person, lead, here, review, internal
):
    finish(internal)
    sign(review)
    reader = as_person(make_user(Role.READER, lead.organisation))
    assert "Cora Penn" in as_person(lead).get(f"{here}/over-time").text
    assert "Cora Penn" in as_person(internal.scorer).get(f"{here}/over-time").text
    assert "Cora Penn" not in reader.get(f"{here}/over-time").text.partition("<main")[2]


def test_over_time_shows_no_service_that_the_person_does_not_see(
    as_person, here, review, organisation, assessment
):
    sign(review)
    other = make_assessment(make_service(organisation, name="Parking"), cycle="2025")
    make_ready(other)
    sign(make_review(submit(other)))
    both = as_person(make_user(Role.READER, organisation)).get(f"{here}/over-time").text
    own = as_person(make_user(contributes_to=(assessment.service,))).get(f"{here}/over-time").text
    assert "Parking, 2025" in both
    assert "Libraries, 2026, review 1" in own
    assert "Parking, 2025" not in own


def test_pages_take_a_fixed_number_of_queries(page, here, submission, review, count_queries):
    def count():
        with count_queries() as counted:
            for path in ("", "/submissions/1", "/over-time"):
                assert page.get(f"{here}{path}").status_code == 200
        return len(counted)

    sign(review)
    finish(make_scoring(submission, kind=INTERNAL))
    few = count()
    for _ in range(4):
        finish(make_scoring(submission, kind=INTERNAL))
    assert count() == few


def test_what_was_taken_back_is_offered_to_nobody(page, here, submission):
    withdraw(submission)
    assert "Ask a colleague to score" not in text_of(page.get(here))
