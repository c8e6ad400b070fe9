"""What only assessors read reaches no page, file, notice, event or log of the organisation."""

import json
import logging

import pytest
from architecture.access_matrix import Row, read_rows
from architecture.test_routes_declare_access import address_of
from architecture.world import CODE, World, build_world
from sqlalchemy import select

from cse_assess.audit.models import AuditEvent
from cse_assess.db import session
from cse_assess.notices.models import Notice
from cse_assess.review.desk.models import ConfidentialNote, Finding, Review, ReviewState
from cse_assess.review.desk.queries import get_review
from cse_assess.review.visit.models import VisitNote, VisitSession

WORD = "Quillfeather"
INSIDE = ("administrator", "lead", "own", "other", "reader", "stranger")


@pytest.fixture
def world(app) -> World:
    world = build_world(app)
    for review in session.scalars(select(Review)):
        plant(review)
    session.commit()
    return world


def plant(review: Review) -> None:
    """Write the word wherever only assessors may read it."""
    by = review.assessor_id
    for code in ("", CODE):
        note = ConfidentialNote(review_id=review.id, element_code=code, written_by_id=by)
        note.text = f"{WORD} of the whole" if not code else f"{WORD} of {code}"
        session.add(note)
    session.add(VisitNote(review_id=review.id, element_code=CODE, written_by_id=by, text=WORD))
    finding = session.scalar(
        select(Finding).where(Finding.review_id == review.id, Finding.element_code == CODE)
    )
    finding = finding or Finding(review_id=review.id, element_code=CODE, level="partial")
    finding.to_see = f"Ask about the {WORD}."
    if review.state == ReviewState.OPEN:
        for field in ("comment", "strength", "improvement", "partial"):
            setattr(finding, field, f"{WORD} in the {field}")
    session.add(finding)
    for each in session.scalars(select(VisitSession).where(VisitSession.review_id == review.id)):
        each.questions = f"What of the {WORD}?"


def ask_all(app, sign_in, world: World, name: str, rows: list[Row]) -> dict[str, bytes]:
    """Return what one person is answered for each of the rows."""
    client = sign_in(app.test_client(), world.people[name])
    answers = {}
    for row in rows:
        answer = client.open(address_of(app, world, row), method=row.method)
        answers[str(row)] = answer.get_data()
    return answers


def find_word(answers: dict[str, bytes]) -> list[str]:
    return [row for row, content in answers.items() if WORD.encode() in content]


@pytest.mark.parametrize("name", INSIDE)
def test_no_page_of_the_organisation_says_it(app, sign_in, world, name):
    rows = [row for row in read_rows() if row.method == "GET"]
    assert find_word(ask_all(app, sign_in, world, name, rows)) == []


def test_the_assessor_reads_it_so_the_word_is_where_it_could_leak_from(app, sign_in, world):
    rows = [row for row in read_rows() if row.method == "GET"]
    said = {
        row.split("(")[0].split()[1]
        for row in find_word(ask_all(app, sign_in, world, "assessor", rows))
    }
    assert {"reviews.element", "visit.index"} <= said


def test_no_form_event_notice_or_log_says_it(app, sign_in, world, caplog):
    caplog.set_level(logging.DEBUG)
    rows = [row for row in read_rows() if row.method != "GET"]
    for name in ("assessor", "lead"):
        answers = ask_all(app, sign_in, world, name, rows)
        assert name == "assessor" or find_word(answers) == []
    session.rollback()
    events = [json.dumps(event.details) for event in session.scalars(select(AuditEvent))]
    notices = [f"{notice.text} {notice.url}" for notice in session.scalars(select(Notice))]
    logged = [record.getMessage() for record in caplog.records if record.name.startswith("cse_")]
    assert [each for each in (*events, *notices, *logged) if WORD in each] == []


def test_the_draft_that_goes_to_the_organisation_does_not_say_it(app, sign_in, world):
    review_id = world.arguments_for("", {"review_id"}, "drafted")["review_id"]
    assert get_review(review_id).state == ReviewState.ACCURACY
    rows = [row for row in read_rows() if str(row).startswith("GET received_report.one(drafted)")]
    (page,) = ask_all(app, sign_in, world, "lead", rows).values()
    assert b"Areas of partial compliance" in page
    assert WORD.encode() not in page
