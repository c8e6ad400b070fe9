"""Signatures: what they keep, what they lock, what reopens them, and what tampering shows."""

import json

import pytest
from conftest import ON_POSTGRESQL
from factories.accounts import actor_of, make_assessor
from factories.assessments import cse, make_person
from factories.commands import command_line
from factories.decision import (
    find_all,
    make_signable,
    make_signed,
    recommend,
    reopen,
    sign,
    write_section,
)
from factories.reviews import make_finding
from factories.submissions import withdraw
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from cse_assess.assessments.past.content import hash_content
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import db, session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.notices.models import Notice
from cse_assess.review.decision import queries
from cse_assess.review.decision.services.signing import NotReadyToSign, reopen_review
from cse_assess.review.decision.verification import find_faults
from cse_assess.review.desk.queries import load_findings
from cse_assess.review.refusals import create_triggers, drop_triggers
from cse_assess.review.second_opinion.models import ScorerKind, Scoring
from cse_assess.web.templating import format_day


@pytest.fixture
def run(app, settings, monkeypatch):
    with command_line(settings, monkeypatch) as run:
        yield run


def score(review, person, kind=ScorerKind.ASSESSOR):
    """Let a person have finished a scoring of the submission."""
    known = {"submission_id": review.submission_id, "scorer_id": person.id, "kind": kind}
    session.add(Scoring(**known, finished_at=now()))
    session.commit()


def tamper(statement, **values):
    """Change the database as somebody who switches its refusals off and on again."""
    session.commit()
    with db.engine.begin() as connection:
        drop_triggers(connection)
        connection.execute(text(statement), values)
        create_triggers(connection)
    session.expire_all()


def test_a_signature_keeps_the_whole_report_under_a_hash_that_the_audit_trail_holds(review):
    make_signable(review)
    write_section(review, "introduction", "Our own words.")
    signed = sign(review)
    kept = queries.find_newest_signature(review.id)
    assert kept.content["sections"][1]["text"] == "Our own words."
    assert len([row for part in kept.content["table"] for row in part["elements"]]) == 57
    assert hash_content(kept.content) == kept.sha256
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.action == AuditAction.REVIEW_SIGNED)
    ).one()
    assert (event.details["sha256"], event.details["name"]) == (signed.sha256, "Ada Marsh")
    assert find_faults(kept) == []


def test_everybody_who_sees_the_self_assessment_reads_the_signed_report(
    app, sign_in, review, received_url
):
    make_signed(review)
    for kind in ("lead", "administrator", "contributor", "reader"):
        browser = sign_in(app.test_client(), make_person(kind, review.assessment))
        page = browser.get(received_url).text
        assert "Ada Marsh" in page
        assert "The assessor’s level" in page
    assert browser.get(f"{received_url}/1/file.docx").status_code == 200


def test_a_report_that_is_not_complete_is_not_signed(review):
    make_finding(review)
    with pytest.raises(NotReadyToSign, match="no level yet to 56 elements"):
        sign(review)
    assert review.is_open


def test_a_report_that_changed_since_it_was_read_is_not_signed(review):
    make_signable(review)
    with pytest.raises(Conflict, match="Read it again"):
        sign(review, seen_sha256="0" * 64)


@pytest.mark.parametrize("name", ["", "   ", "\n", "x" * 201])
def test_a_signature_has_a_name_of_a_reasonable_length(review, name):
    make_signable(review)
    with pytest.raises(DomainError) as raised:
        sign(review, signed_name=name)
    assert raised.value.field == "signed_name"


def test_without_a_round_the_report_says_why(review):
    make_signable(review)
    with pytest.raises(DomainError, match="Say why the organisation was not asked"):
        sign(review, without_round=" ")
    sign(review, without_round="It asked for none.")
    assert queries.find_newest_signature(review.id).content["without_round"] == "It asked for none."


def test_nothing_is_signed_on_a_submission_that_was_taken_back(review):
    make_signable(review)
    withdraw(review.submission)
    with pytest.raises(NotAllowed):
        sign(review)


def test_where_two_have_to_test_the_only_tester_cannot_sign(review):
    review.testers_required = 2
    make_signable(review)
    with pytest.raises(NotAllowed, match="Ask for a second opinion"):
        sign(review)


def test_with_a_second_opinion_either_of_two_testers_signs(review):
    review.testers_required = 2
    make_signable(review)
    second = make_assessor(review.assessment)
    score(review, second)
    signed = sign(review, actor=actor_of(second), signed_name=second.name)
    assert signed.signed_by_id == second.id
    told = select(Notice.text).where(Notice.user_id == review.assessor_id)
    assert f"{second.name} has signed the report" in session.scalars(told).one()
    assert second.name in queries.find_newest_signature(review.id).content["facts"][4][1]


def test_an_internal_scorer_is_no_tester(review, lead):
    review.testers_required = 2
    make_signable(review)
    score(review, lead, ScorerKind.INTERNAL)
    with pytest.raises(NotAllowed, match="1 did"):
        sign(review)


def test_a_reopened_review_says_why_and_is_signed_as_number_two(review, lead_browser, received_url):
    first = make_signed(review)
    reopen(review, "Element 2.1.1 had the wrong level.")
    assert review.is_open
    page = lead_browser.get(received_url).text
    assert "Element 2.1.1 had the wrong level." in page
    assert "does not stand any more" in page
    second = sign(review)
    kept = queries.find_newest_signature(review.id)
    assert (second.number, kept.content["earlier"][0]["sha256"]) == (2, first.sha256)
    assert [find_faults(queries.get_signature(each.id)) for each in (first, second)] == [[], []]
    page = lead_browser.get(received_url).text
    assert "was reopened: Element 2.1.1 had the wrong level." in page


def test_a_review_that_is_signed_is_not_signed_again(review):
    make_signed(review)
    with pytest.raises(NotAllowed, match="signed"):
        sign(review)


def test_a_second_assessor_does_not_reopen_a_review(review):
    make_signed(review)
    second = make_assessor(review.assessment)
    score(review, second)
    with pytest.raises(NotAllowed, match="Only the assessor"):
        reopen_review(
            actor=actor_of(second), review=review, version_id=review.version_id, reason="Mine."
        )
    assert review.is_signed


def test_the_settings_tell_that_a_report_was_signed_and_reopened(review, lead_browser):
    make_signed(review)
    reopen(review, "A level was wrong.")
    page = lead_browser.get(f"/assessments/{review.assessment_id}/settings").text
    assert "Assessor’s report signed" in page
    assert "Signed review reopened" in page
    assert "A level was wrong." in page


def test_nothing_is_reopened_without_a_reason_or_twice(review):
    make_signed(review)
    with pytest.raises(DomainError, match="Say why"):
        reopen(review, " ")
    session.rollback()
    reopen(review)
    with pytest.raises(NotAllowed):
        reopen(review)


def test_what_was_signed_does_not_follow_the_findings(review, lead_browser, received_url):
    make_signed(review)
    reopen(review)
    load_findings(review.id)["1.1.1"].strength = "Written later."
    session.commit()
    assert "Written later." not in lead_browser.get(received_url).text


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE sign_off SET sha256 = 'x'",
        "UPDATE sign_off SET signed_name = 'Somebody else'",
        "UPDATE sign_off SET recommendation = 'not_yet'",
        "DELETE FROM sign_off",
    ],
)
def test_the_database_refuses_to_change_a_signature(review, statement):
    make_signed(review)
    session.commit()
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE sign_off SET sha256 = 'x'", "does not match its fingerprint"),
        ("UPDATE sign_off SET signed_name = 'Somebody'", "are not those of the report"),
        ("UPDATE sign_off SET recommendation = 'not_yet'", "are not those of the report"),
        ("UPDATE sign_off SET number = 5", "does not hold this fingerprint"),
        ("UPDATE sign_off SET reopened_reason = 'x', reopened_at = signed_at", "was reopened"),
        ("DELETE FROM sign_off", "and it is gone"),
    ],
)
def test_verify_names_a_signature_that_was_tampered_with(run, review, statement, said):
    make_signed(review)
    assert "signature" not in run("verify").stdout
    tamper(statement)
    answer = run("verify")
    assert answer.exit_code == 1
    assert f"signature (review {review.id}, signature " in answer.stdout
    assert said in answer.stdout


def test_verify_names_a_report_that_was_rewritten_with_its_hash(run, review, lead_browser):
    make_signed(review)
    content = {**queries.find_newest_signature(review.id).content, "passes": False}
    tamper(
        "UPDATE sign_off SET content = :content, sha256 = :sha256",
        content=json.dumps(content),
        sha256=hash_content(content),
    )
    answer = run("verify")
    assert "The audit trail does not hold this fingerprint" in answer.stdout
    page = lead_browser.get(f"/assessments/{review.assessment_id}/assessor-report").text
    assert "No: see above" in page


@pytest.mark.skipif(ON_POSTGRESQL, reason="PostgreSQL takes nothing but JSON")
def test_verify_names_a_report_that_was_made_unreadable(run, review):
    make_signed(review)
    tamper("UPDATE sign_off SET content = 'no JSON'")
    answer = run("verify")
    assert answer.exit_code == 1
    assert "What was signed cannot be read" in answer.stdout


def test_the_command_writes_what_was_signed_by_both_names(run, review, tmp_path):
    signed = make_signed(review)
    for name, ending in ((f"{review.assessment_id}/1", "pdf"), (str(review.id), "docx")):
        target = tmp_path / f"report.{ending}"
        answer = run("report", "assessor", name, "-o", target, "--json", "--signed")
        assert answer.exit_code == 0
        told = json.loads(answer.stdout)
        assert (told["draft"], told["sha256"]) == (False, signed.sha256)
        assert target.stat().st_size > 5_000


def test_the_command_writes_a_draft_and_says_so(run, review, tmp_path):
    answer = run("report", "assessor", review.id, "-o", tmp_path / "report.docx")
    assert (answer.exit_code, answer.stdout.endswith(", a draft\n")) == (0, True)


def test_the_command_refuses_a_draft_with_a_line_for_each_thing_missing(run, review, tmp_path):
    find_all(review, e1_1_1="not_compliant")
    recommend(review, "award")
    answer = run("report", "assessor", review.id, "-o", tmp_path / "r.pdf", "--signed")
    assert answer.exit_code == 1
    assert answer.stderr.splitlines() == [
        "This report is not signed.",
        "The award is recommended, but by your levels the pass rule is not met.",
    ]
    assert list(tmp_path.glob("r*")) == []


def test_the_command_writes_no_report_that_was_tampered_with(run, review, tmp_path):
    make_signed(review)
    tamper("UPDATE sign_off SET sha256 = 'x'")
    answer = run("report", "assessor", review.id, "-o", tmp_path / "r.pdf")
    assert answer.exit_code == 1
    assert len(answer.stderr.splitlines()) == 2
    assert list(tmp_path.glob("r*")) == []


@pytest.mark.parametrize("name", ["99", "1/99", "99/1", "999999999"])
def test_the_command_says_that_there_is_no_such_review(run, review, tmp_path, name):
    answer = run("report", "assessor", name, "-o", tmp_path / "r.pdf")
    assert (answer.exit_code, answer.stderr) == (1, "There is no such review.\n")


@pytest.mark.parametrize(("name", "file"), [("x", "r.pdf"), ("1/", "r.pdf"), ("1", "r.odt")])
def test_the_command_says_how_it_is_called(run, review, tmp_path, name, file):
    answer = run("report", "assessor", name, "-o", tmp_path / file)
    assert answer.exit_code == 2


def test_the_facts_of_a_report_name_standard_submission_and_visit(review):
    make_signed(review)
    facts = dict(queries.find_newest_signature(review.id).content["facts"])
    assert facts["Standard"] == f"{cse().title}, edition {cse().version}"
    assert facts["Visit"] == format_day(review.assessment.visit_on)
    assert facts["Fingerprint (SHA-256)"] == review.submission.sha256
