"""The assessor's page of a review: who else scores, how far they agree, and the agenda."""

import pytest
from factories.accounts import make_assessor
from factories.evidence_pages import text_of
from factories.reviews import make_finding
from factories.scorings import finish, make_scoring

from cse_assess.review.second_opinion.models import ScorerKind


@pytest.fixture
def page(as_person, review):
    return as_person(review.assessor)


@pytest.fixture
def here(review):
    return f"/reviews/{review.id}/second-opinion"


@pytest.fixture
def scored(submission, second):
    return finish(
        make_scoring(submission, scorer=second), reason="Sol's reason.", e1_1_2="not_compliant"
    )


def test_alone_the_assessor_sees_how_others_come_in_and_the_claimed_levels(page, here):
    text = text_of(page.get(here))
    assert "Nobody else scores this submission" in text
    assert "Ida Moor, review 1 and The self-assessment" in text


def test_who_scores_is_named_and_nothing_more_until_it_is_finished(page, here, submission, second):
    make_scoring(submission, scorer=second)
    text = text_of(page.get(here))
    assert "Sol Byrne" in text
    assert "In hand" in text
    assert "Sol Byrne, second assessor" not in text


def test_a_level_of_the_second_assessor_is_shown_once_the_own_one_is_given(
    page, here, review, scored
):
    make_finding(review, "1.1.1", level="plus", comment="Ida's comment.")
    text = text_of(page.get(here))
    assert "Ida Moor, review 1 and Sol Byrne, second assessor" in text
    assert "0 of 1" in text
    assert "Sol's reason." in text
    assert "1.1.2" not in text.partition("What to talk about first")[2]
    make_finding(review, "1.1.2", level="plus")
    agenda = text_of(page.get(here)).partition("What to talk about first")[2]
    assert "3 steps apart" in agenda


def test_what_is_still_hidden_is_hidden_beside_the_self_assessment_too(page, here, scored):
    text = page.get(f"{here}?first=own&second=scoring-{scored.id}").text
    assert "Sol&#39;s reason." not in text
    assert "Sol's reason." not in text


def test_the_finished_second_assessor_reads_both_sides(as_person, here, review, scored, second):
    make_finding(review, "1.1.2", level="plus", comment="Ida's comment.")
    text = text_of(as_person(second).get(here))
    assert "Ida's comment." in text
    assert "Sol's reason." in text


def test_whoever_had_opened_the_claimed_levels_before_is_named(
    page, as_person, here, submission, second
):
    browser = as_person(second)
    browser.get(f"/submitted/{submission.id}")
    finish(make_scoring(submission, scorer=second))
    assert "Sol Byrne had opened the submission with its claimed levels before." in text_of(
        page.get(here)
    )


def test_what_the_organisation_scored_for_itself_is_not_the_assessors(
    page, here, submission, colleague
):
    internal = make_scoring(submission, scorer=colleague, kind=ScorerKind.INTERNAL)
    finish(internal, reason="For us alone.")
    answer = page.get(f"{here}?second=scoring-{internal.id}")
    assert "Cora Penn" not in answer.text
    assert "For us alone." not in answer.text


def test_the_organisation_and_strangers_do_not_find_it(as_person, here, lead, colleague):
    for person in (lead, colleague, make_assessor()):
        assert as_person(person).get(here).status_code == 404


def test_the_page_takes_a_fixed_number_of_queries(page, here, review, submission, count_queries):
    def count():
        with count_queries() as counted:
            page.get(here)
        return len(counted)

    finish(make_scoring(submission))
    count()  # notes that the page was opened, which a later look does not
    few = count()
    for _ in range(3):
        finish(make_scoring(submission))
    assert count() == few
