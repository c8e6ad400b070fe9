"""Whoever assesses reads what was submitted to them: every address of the app is tried."""

from datetime import timedelta

import pytest
from architecture.access_matrix import Row, read_rows
from architecture.test_routes_declare_access import address_of
from architecture.world import CODE, CONTENT, World, build_world
from factories.accounts import make_assessor, make_grant, make_service, make_user
from factories.assessments import make_assessment, write_response

from cse_assess.assessments.models import Assessment
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem

READS = tuple(row for row in read_rows() if row.method == "GET")
LIVING = "Written after the submission"
OF_EVERYBODY = frozenset(
    {
        "accounts.account",
        "accounts.change_name",
        "accounts.change_password",
        "accounts.forgotten_password",
        "accounts.sign_in",
        "accounts.use_link",
        "calendar.read",
        "notices.index",
        "reviews.index",
        "scoring.mine",
        "standards.criterion",
        "standards.index",
        "standards.show",
    }
)
"""Pages that tell of nothing, of the person's own, or of what a secret address was made for."""

OF_A_REVIEW = frozenset(
    {
        "assessor_paper",
        "assessor_queries",
        "assessor_report",
        "reviews",
        "scoring",
        "second_opinion",
        "submitted",
        "submitted_papers",
        "visit",
        "visit_cards",
    }
)
"""The blueprints of what an assessor works with."""


@pytest.fixture
def world(app) -> World:
    """Give the world of the access matrix, in which everything living was changed since."""
    world = build_world(app)
    assessment = session.get_one(Assessment, world.arguments["assessment_id"])
    write_response(assessment, CODE, justification=LIVING, tell=LIVING)
    for item in session.query(EvidenceItem):
        item.title = item.description = LIVING
    session.commit()
    return world


def read_everything(app, sign_in, world, person) -> list[tuple[Row, bytes]]:
    """Return what each address of the app gives a person: the body, where they are let in."""
    browser = sign_in(app.test_client(), person)
    answers = [(row, browser.get(address_of(app, world, row))) for row in READS]
    return [(row, answer.get_data()) for row, answer in answers if answer.status_code == 200]


def test_an_assessor_is_let_into_nothing_but_their_review_and_the_submission(app, sign_in, world):
    opened = read_everything(app, sign_in, world, world.people["assessor"])
    assert {row.endpoint for row, _ in opened} >= {"submitted.show", "submitted.download"}
    outside = {
        str(row)
        for row, _ in opened
        if row.blueprint not in OF_A_REVIEW and row.endpoint not in OF_EVERYBODY
    }
    assert outside == set()


def test_nothing_that_was_written_since_reaches_an_assessor(app, sign_in, world):
    lead = sign_in(app.test_client(), world.people["lead"])
    assert (
        LIVING in lead.get(f"/assessments/{world.arguments['assessment_id']}/elements/{CODE}").text
    )
    opened = read_everything(app, sign_in, world, world.people["assessor"])
    telling = {
        str(row)
        for row, body in opened
        if LIVING.encode() in body and row.endpoint != "calendar.read"
    }
    assert telling == set()


def of_another_self_assessment(world):
    service = make_service(world.people["lead"].organisation)
    return make_assessor(make_assessment(service))


def of_another_organisation(_world):
    return make_assessor(make_assessment(make_service()))


def until_yesterday(world):
    return world.people["former"]


def who_leads_elsewhere_and_was_let_in_until_yesterday(world):
    lead = make_user("lead")
    assessment = session.get_one(Assessment, world.arguments["assessment_id"])
    make_grant(lead, assessment, ends_on=today() - timedelta(days=1))
    return lead


@pytest.mark.parametrize(
    "make",
    [
        of_another_self_assessment,
        of_another_organisation,
        until_yesterday,
        who_leads_elsewhere_and_was_let_in_until_yesterday,
    ],
)
def test_an_assessor_of_something_else_gets_nothing_of_this(app, sign_in, world, make):
    person = make(world)
    opened = read_everything(app, sign_in, world, person)
    let_in = {row.endpoint for row, _ in opened}
    own = {row.endpoint for row in READS if row.answers["stranger"] == "yes"}
    assert let_in <= (own if person.organisation_id else OF_EVERYBODY)
    telling = {
        str(row)
        for row, body in opened
        if row.endpoint != "calendar.read" and (CONTENT in body or LIVING.encode() in body)
    }
    assert telling == set()
