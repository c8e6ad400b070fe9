"""Tampering with an addendum: each way is found and named, on the page and by `verify`."""

import pytest
from conftest import ON_POSTGRESQL
from factories.commands import command_line
from factories.queries import answer, ask
from factories.reviews import changing_what_is_kept
from sqlalchemy import update

from cse_assess.audit.triggers import REFUSED as AUDIT_REFUSED
from cse_assess.audit.triggers import create_triggers as create_audit_triggers
from cse_assess.db import db, session
from cse_assess.migrations.refusals import drop_refusals
from cse_assess.review.assessor_queries import queries
from cse_assess.review.assessor_queries.models import Addendum
from cse_assess.review.assessor_queries.verification import find_faults, find_missing_files
from cse_assess.web.context import current_blobs


@pytest.fixture
def addendum(review, piece):
    return answer(ask(review, "Why?"), "Here.", piece)


@pytest.fixture
def run(app, settings, monkeypatch):
    """Give a function that runs a command on the instance of the test."""
    with command_line(settings, monkeypatch) as run:
        yield run


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE addendum SET manifest = manifest || ' '", "manifest does not match the fing"),
        (
            "UPDATE addendum SET sha256 = 'another'",
            "audit trail does not hold this fingerprint",
        ),
        ("UPDATE addendum SET number = 7", "does not stand where it was added"),
        ("UPDATE assessor_query SET answer = 'Other words'", "does not say what was asked and"),
        ("UPDATE assessor_query SET question = 'Other'", "does not say what was asked and"),
        ("UPDATE assessor_query SET number = 7", "does not stand where it was added"),
    ],
)
def test_each_change_is_named_on_both_pages_and_by_verify(  # noqa: PLR0917 -- each names a side
    addendum, enter, review, run, change, fault
):
    assert "addendum" not in run("verify").stdout
    with changing_what_is_kept() as connection:
        connection.exec_driver_sql(change)
    assert any(fault in each for each in find_faults(queries.get_whole_addendum(addendum.id)))
    received = f"/assessments/{review.assessment_id}/queries/{addendum.query_id}"
    assert fault in enter("reader").get(received).text
    number = addendum.query.number
    assert fault in enter("reviewer").get(f"/reviews/{review.id}/queries/{number}").text
    answered = run("verify")
    assert answered.exit_code == 1
    assert fault in answered.stdout
    assert f"self-assessment {review.assessment_id}, submission 1, addendum" in answered.stdout


def test_changed_words_of_the_answer_are_named(addendum):
    content = {**addendum.content, "answer": "Other words"}
    addendum_id = addendum.id
    with changing_what_is_kept() as connection:
        connection.execute(update(Addendum).values(content=content))
    faults = find_faults(queries.get_whole_addendum(addendum_id))
    assert any("do not match the fingerprint in the manifest" in each for each in faults)


def test_a_changed_audit_event_is_named(addendum, run):
    session.commit()
    with db.engine.begin() as connection:
        drop_refusals(connection, AUDIT_REFUSED)
        connection.exec_driver_sql(
            "UPDATE audit_event SET action = 'query.asked' WHERE action = 'query.answered'"
        )
        create_audit_triggers(connection)
    session.expire_all()
    [fault] = find_faults(queries.get_whole_addendum(addendum.id))
    assert "audit trail does not hold this fingerprint" in fault
    assert "was changed: its hash is another" in run("verify").stdout


def test_a_row_that_is_gone_is_named(addendum, review, run):
    with changing_what_is_kept() as connection:
        connection.exec_driver_sql("DELETE FROM addendum")
    answered = run("verify")
    assert answered.exit_code == 1
    assert f"(self-assessment {review.assessment_id}, query 1): The addendum that answers this" in (
        answered.stdout
    )


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL takes nothing but JSON")
def test_a_content_that_was_made_unreadable_is_named(addendum, run):
    with changing_what_is_kept() as connection:
        connection.exec_driver_sql("UPDATE addendum SET content = 'no JSON'")
    answered = run("verify")
    assert answered.exit_code == 1
    assert "What was added cannot be read" in answered.stdout


def test_a_stored_file_that_is_gone_is_named_by_its_path(addendum, enter, review, piece):
    sha256, path = addendum.manifest.splitlines()[1].split("  ")
    current_blobs()._path(sha256).unlink()  # noqa: SLF001 -- as somebody on the server would
    assert find_missing_files(addendum, current_blobs()) == [path]
    page = enter("reviewer").get(f"/reviews/{review.id}/queries/1").text
    assert f"1 stored file is gone: evidence/{piece.id}-1.pdf" in page


def test_a_stored_file_that_was_changed_is_found_by_verify(addendum, run):
    sha256 = addendum.content["evidence"][0]["sha256"]
    path = current_blobs()._path(sha256)  # noqa: SLF001 -- as somebody on the server would
    path.chmod(0o644)
    path.write_bytes(b"%PDF-1.7 other")
    answered = run("verify")
    assert answered.exit_code == 1
    assert f"changed {sha256}" in answered.stdout
