"""Whoever scores blind walks through every page of the app and meets nobody else's level."""

import re
from datetime import timedelta

import pytest
from factories.accounts import make_assessor, make_user
from factories.assessments import cse
from factories.certificates import enter_certificate
from factories.decision import make_signable, send_draft, sign
from factories.scorings import finish, make_scoring
from flask import url_for
from sqlalchemy import update

from cse_assess.accounts.models import Role
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.desk.models import Finding
from cse_assess.review.second_opinion.models import ScorerKind
from cse_assess.review.second_opinion.routes.hiding import HIDDEN, HIDING

FOUND, SCORED = "The assessor's own finding", "Another scorer's reason"
INTERNAL = ScorerKind.INTERNAL
# Their answers are files or streams of other things, or they need objects that are not here.
NO_PAGE = {"static"}


@pytest.fixture
def signed(review):
    """Sign the review, with words of the assessor on every element, and enter a certificate."""
    make_signable(review)
    words = {"comment": FOUND, "strength": FOUND, "improvement": FOUND, "partial": FOUND}
    session.execute(update(Finding).where(Finding.review_id == review.id).values(**words))
    session.commit()
    session.expire_all()
    sign(review)
    return review


@pytest.fixture
def scored(submission, organisation):
    """Finish two scorings of others: a second assessor's, and a colleague's."""
    finish(make_scoring(submission, scorer=make_assessor(submission.assessment)), reason=SCORED)
    finish(make_scoring(submission, kind=INTERNAL), reason=SCORED)


@pytest.fixture
def walk(app, as_person, submission):
    """Give a function that opens every page as a person, and returns those that tell a secret."""

    def walk(person, **arguments):
        known = {
            "assessment_id": submission.assessment_id,
            "submission_id": submission.id,
            "code": "1.1.1",
            "number": 1,
            "snapshot_id": submission.snapshot_id,
            **arguments,
        }
        browser, opened, telling = as_person(person), set(), []
        for endpoint, address in list_addresses(app, known):
            answer = browser.get(address, query_string={"second": "review", "first": "own"})
            if answer.status_code == 200:
                opened.add(endpoint)
                if tells(answer):
                    telling.append(endpoint)
        return opened, telling

    return walk


def list_addresses(app, known):
    """Yield every address of the app that can be made of what is known."""
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            named = {name: choose_value(rule, name, known) for name in rule.arguments}
            if (
                "GET" in rule.methods
                and rule.endpoint not in NO_PAGE
                and None not in named.values()
            ):
                yield rule.endpoint, url_for(rule.endpoint, **named)


def choose_value(rule, name, known):
    """Return what stands for an argument: the known value, or the last of those that it takes."""
    pattern = re.search(rf"<any\(([^)]*)\):{name}>", rule.rule)
    return pattern.group(1).split(",")[-1].strip() if pattern else known.get(name)


def tells(answer):
    text = answer.get_data().decode("utf-8", "replace").replace("&#39;", "'")
    return FOUND in text or SCORED in text


def arguments_of(review, scoring):
    certificate = enter_certificate(review.assessment)
    return {
        "review_id": review.id,
        "scoring_id": scoring.id,
        "certificate_id": certificate.id,
        "due_id": certificate.due_reviews[0].id,
    }


@pytest.mark.parametrize("role", [Role.LEAD, Role.READER])
def test_a_colleague_who_scores_meets_no_level_of_others_until_they_have_finished(
    walk, organisation, signed, scored, role
):
    person = make_user(role, organisation)
    scoring = make_scoring(signed.submission, scorer=person, kind=INTERNAL)
    arguments = arguments_of(signed, scoring)
    opened, telling = walk(person, **arguments)
    assert telling == []
    assert {"scoring.show", "scoring.element", "scorings.compare", "scorings.over_time"} <= opened
    assert not {each for each in opened if each in HIDDEN or each.partition(".")[0] in HIDING}
    finish(scoring)
    _, telling = walk(person, **arguments)
    assert {"scorings.compare", "received_report.show"} <= set(telling)


def test_an_assessor_who_scores_meets_no_level_of_others_until_they_have_finished(
    walk, signed, scored, second
):
    scoring = make_scoring(signed.submission, scorer=second)
    arguments = arguments_of(signed, scoring)
    opened, telling = walk(second, **arguments)
    assert telling == []
    assert {"scoring.element", "scoring.finish", "reviews.index"} <= opened
    assert not {"submitted.show", "submitted.element", "submitted.content"} & opened
    finish(scoring)
    opened, telling = walk(second, **arguments)
    assert "second_opinion.index" in telling
    assert "submitted.show" in opened


def test_a_lead_who_scores_does_not_read_the_draft_in_the_round_on_facts(
    walk, organisation, review
):
    make_signable(review)
    session.execute(update(Finding).values(comment=FOUND))
    session.commit()
    send_draft(review)
    lead = make_user(Role.LEAD, organisation)
    scoring = make_scoring(review.submission, scorer=lead, kind=INTERNAL)
    opened, telling = walk(lead, **arguments_of(review, scoring))
    assert telling == []
    assert "received_report.show" not in opened


def test_before_the_signature_no_page_of_the_organisation_tells_what_assessors_gave(
    walk, organisation, review, second
):
    make_signable(review)
    session.execute(update(Finding).values(comment=FOUND))
    finish(make_scoring(review.submission, scorer=second), reason=SCORED)
    arguments = arguments_of(review, make_scoring(review.submission))
    for role in (Role.LEAD, Role.ADMINISTRATOR, Role.READER):
        _, telling = walk(make_user(role, organisation), **arguments)
        assert telling == []


def test_other_organisations_meet_nothing_at_all(walk, signed, scored):
    scoring = make_scoring(signed.submission)
    arguments = arguments_of(signed, scoring)
    former = make_assessor(signed.assessment, ends_on=today() - timedelta(days=1))
    for person in (make_user(Role.LEAD), make_assessor(), former):
        _, telling = walk(person, **arguments)
        assert telling == []


def test_no_claimed_level_stands_on_the_pages_of_a_scorer(as_person, submission, second):
    """The first element was claimed with the last of the levels that count as met."""
    scoring = make_scoring(submission, scorer=second)
    browser = as_person(second)
    title = cse().get_level(cse().rules.met[-1]).title
    for path in ("", "/finish", "/give-up"):
        assert title not in browser.get(f"/scorings/{scoring.id}{path}").text
    element = browser.get(f"/scorings/{scoring.id}/elements/1.1.1").text
    assert element.count(f"> {title}") + element.count(f">{title}<") <= 1


def test_pages_that_are_hidden_from_scorers_are_there(app):
    assert set(app.view_functions) >= HIDDEN
    assert set(app.blueprints) >= HIDING
