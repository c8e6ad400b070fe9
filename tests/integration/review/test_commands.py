"""`submit`, `audit verify` and `verify`, as scripts call them."""

import json

import pytest
from conftest import ON_POSTGRESQL
from factories.commands import command_line
from factories.submissions import make_ready, submit, tampering
from sqlalchemy import delete, select, update

from cse_assess.audit.models import AuditEvent, AuditHead
from cse_assess.audit.queries import get_head
from cse_assess.audit.triggers import REFUSED, create_triggers
from cse_assess.db import db, read_only, session
from cse_assess.migrations.refusals import drop_refusals
from cse_assess.review.submissions import queries


@pytest.fixture
def run(app, settings, monkeypatch):
    """Give a function that runs a command on the instance of the test."""
    with command_line(settings, monkeypatch) as run:
        yield run


def test_a_line_for_each_fault_says_what_is_in_the_way(run, assessment):
    assessment.visit_on = None
    answer = run("submit", str(assessment.id))
    assert answer.exit_code == 1
    first, second, *others = answer.stderr.splitlines()
    assert first.startswith("There is no visit date")
    assert second.startswith("1.1.1: This element is not scored yet")
    assert len(others) == 56


def test_what_is_ready_is_submitted_with_its_fingerprint(run, ready):
    answer = run("submit", str(ready.id), "--note", "For the visit", "--json")
    assert answer.exit_code == 0
    told = json.loads(answer.stdout)
    kept = queries.get_submission(ready.id, 1)
    assert told == {"assessment": ready.id, "number": 1, "sha256": kept.sha256}
    assert kept.note == "For the visit"


def test_a_self_assessment_that_is_not_there_is_refused(run):
    answer = run("submit", "99")
    assert answer.exit_code == 1
    assert "There is no such self-assessment" in answer.stderr


def test_an_untouched_trail_has_no_fault_and_tells_its_head(run, assessment):
    answer = run("audit", "verify")
    assert answer.exit_code == 0
    with read_only():
        assert get_head().hash in answer.stdout


def test_a_head_that_was_printed_before_is_still_held(run, assessment):
    with read_only():
        head = get_head().hash
    make_ready(assessment)
    assert run("audit", "verify", "--head", f" {head.upper()} ").exit_code == 0


def test_a_tail_that_was_cut_off_and_mended_is_found_by_the_printed_head(run, ready):
    with read_only():
        head = get_head()
    _cut_tail(head.event_id)
    assert run("audit", "verify").exit_code == 0
    answer = run("audit", "verify", "--head", head.hash)
    assert answer.exit_code == 1
    assert "cut off or rewritten" in answer.stdout


def _cut_tail(event_id: int) -> None:
    """Remove the last event and mend the head, as somebody with the database's password might."""
    session.commit()
    with db.engine.begin() as connection:
        drop_refusals(connection, REFUSED)
        connection.execute(delete(AuditEvent).where(AuditEvent.id == event_id))
        last = select(AuditEvent.hash).where(AuditEvent.id == event_id - 1).scalar_subquery()
        connection.execute(update(AuditHead).values(event_id=event_id - 1, hash=last))
        create_triggers(connection)


def test_faults_of_the_trail_are_told_as_json_too(run, ready):
    answer = run("audit", "verify", "--head", "no hash", "--json")
    assert answer.exit_code == 1
    assert [each["kind"] for each in json.loads(answer.stdout)["faults"]] == ["unknown_head"]


def test_verify_names_a_submission_that_was_tampered_with(run, ready):
    submit(ready)
    assert "submission" not in run("verify").stdout
    with tampering() as connection:
        connection.exec_driver_sql("UPDATE submission SET manifest = manifest || ' '")
    answer = run("verify")
    assert answer.exit_code == 1
    assert f"submission (self-assessment {ready.id}, submission 1): The manifest" in answer.stdout


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL takes nothing but JSON")
def test_verify_names_a_submission_whose_content_was_made_unreadable(run, ready):
    submit(ready)
    with tampering() as connection:
        connection.exec_driver_sql("UPDATE snapshot SET content = 'no JSON'")
    answer = run("verify")
    assert answer.exit_code == 1
    assert "What was submitted cannot be read" in answer.stdout
