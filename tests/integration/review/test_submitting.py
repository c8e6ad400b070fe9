"""Submitting: what blocks it, what it freezes, and that nothing changes that any more."""

import hashlib

import pytest
from factories.accounts import actor_of, make_service, make_user
from factories.assessments import (
    attach,
    cse,
    lock,
    make_assessment,
    service_points,
    system_actor,
    write_response,
)
from factories.past import pin, take_snapshot
from factories.submissions import make_ready, make_stored_item, submit, tampering, withdraw
from factories.together import post_together
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cse_assess.accounts.models import Role
from cse_assess.analysis.gaps import GapKind
from cse_assess.assessments import services as assessment_services
from cse_assess.assessments.past.content import write_content
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.queries import get_response, list_evidence
from cse_assess.audit.queries import verify_chain
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence import services as evidence_services
from cse_assess.review.submissions import queries, services
from cse_assess.review.submissions.gate import GateRule
from cse_assess.review.submissions.manifest import CONTENT_NAME
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.verification import find_faults, find_missing_files
from cse_assess.web.context import current_blobs

CODE = "1.1.1"


def rules_of(refused) -> list[str]:
    return [obstacle.rule for obstacle in refused.value.gate.blocking]


def test_an_empty_self_assessment_is_stopped_by_what_is_not_scored(assessment):
    with pytest.raises(services.GateClosed) as refused:
        submit(assessment)
    assert rules_of(refused) == [GapKind.NOT_SCORED]
    [obstacle] = refused.value.gate.blocking
    assert len(obstacle.places) == 57
    assert queries.list_submissions(assessment.id) == []


def test_a_claim_without_words_or_evidence_is_stopped(ready):
    write_response(ready, "1.1.2", level="compliant", justification="")
    with pytest.raises(services.GateClosed) as refused:
        submit(ready)
    assert rules_of(refused) == [GapKind.EVIDENCE_MISSING, GapKind.CLAIM_UNJUSTIFIED]


def test_a_visit_date_is_needed(ready):
    ready.visit_on = None
    session.commit()
    with pytest.raises(services.GateClosed) as refused:
        submit(ready)
    assert rules_of(refused) == [GateRule.NO_VISIT_DATE]


def test_a_file_that_the_virus_check_holds_back_stops_it(ready):
    with pytest.raises(services.GateClosed) as refused:
        services.submit_assessment(
            actor=system_actor(ready.service),
            assessment=ready,
            standard=cse(),
            note="",
            is_scanning=True,
        )
    assert rules_of(refused) == [GateRule.UNSAFE_FILE]
    [place] = refused.value.gate.blocking[0].places
    assert place.code == CODE
    assert "viruses" in place.reason


def test_a_level_that_is_not_met_stops_nothing(ready):
    write_response(ready, "1.1.2", level="not_compliant", justification="Not yet.")
    assert submit(ready).number == 1


def test_the_same_is_not_submitted_twice(ready):
    submit(ready)
    with pytest.raises(services.GateClosed) as refused:
        submit(ready)
    assert rules_of(refused) == [GateRule.NOTHING_NEW]


def test_after_a_withdrawal_the_same_can_be_submitted_again(ready):
    withdraw(submit(ready))
    again = submit(ready)
    assert again.number == 2


def test_a_later_submission_has_the_next_number(ready):
    submit(ready)
    write_response(ready, CODE, tell="Ask at the desk.")
    assert submit(ready).number == 2
    assert [each.number for each in queries.list_submissions(ready.id)] == [2, 1]


def test_a_locked_self_assessment_can_be_submitted(ready):
    lock(ready)
    assert submit(ready).number == 1


def test_a_snapshot_that_has_the_name_already_is_in_nobodys_way(ready):
    take_snapshot(ready, "Submission 1")
    assert submit(ready).snapshot.name.startswith("Submission 1, ")


def test_a_second_standard_is_submitted_by_its_own_rules(organisation):
    standard = service_points()
    assessment = make_assessment(make_service(organisation), standard)
    make_ready(assessment, standard=standard)
    assert find_faults(submit(assessment, standard=standard)) == []


def test_the_manifest_proves_content_and_files_with_public_tools(ready):
    submission = submit(ready)
    first, second = submission.manifest.splitlines()
    content = hashlib.sha256(write_content(submission.snapshot.content)).hexdigest()
    assert first == f"{content}  {CONTENT_NAME}"
    file = hashlib.sha256(b"%PDF-1.7 a survey").hexdigest()
    [linked] = list_evidence(get_response(ready.id, CODE))
    assert second == f"{file}  evidence/{linked.item.id}-1.pdf"
    assert hashlib.sha256(submission.manifest.encode()).hexdigest() == submission.sha256


def test_pins_and_the_facts_of_files_are_frozen_too(ready):
    [linked] = list_evidence(get_response(ready.id, CODE))
    pin(linked.link, "We know them")
    kept = submit(ready).snapshot.content["elements"][0]["evidence"][0]
    assert [each["quotation"] for each in kept["pins"]] == ["We know them"]
    assert (kept["file_name"], kept["size"]) == ("minutes.pdf", 17)


def test_withdrawn_evidence_is_no_file_of_the_submission(ready):
    old = make_stored_item(ready, b"%PDF-1.7 old", title="Old")
    attach(ready, CODE, old)
    _withdraw_item(ready, old)
    assert len(submit(ready).manifest.splitlines()) == 2


def _withdraw_item(assessment, item):
    actor = system_actor(assessment.service)
    evidence_services.withdraw_item(actor=actor, item=item, reason="Out of use.")
    session.commit()


def test_whatever_the_organisation_does_afterwards_the_submission_stays_as_it_was(ready):
    submission = submit(ready)
    before = (submission.manifest, write_content(submission.snapshot.content))
    [linked] = list_evidence(get_response(ready.id, CODE))
    write_response(ready, CODE, level="plus", justification="Other words.")
    write_response(ready, "1.1.2", level="not_compliant")
    _detach(ready, linked)
    _withdraw_item(ready, linked.item)
    session.expire_all()
    after = queries.get_submission(ready.id, 1)
    assert (after.manifest, write_content(after.snapshot.content)) == before
    assert find_faults(after) == []
    assert find_missing_files(after, current_blobs()) == []


def _detach(assessment, linked):
    actor = system_actor(assessment.service)
    assessment_services.detach_evidence(actor=actor, link=linked.link)
    session.commit()


@pytest.mark.parametrize(
    "statement",
    [
        update(Submission).values(manifest="other"),
        update(Submission).values(sha256="0" * 64),
        update(Submission).values(note="other"),
        delete(Submission),
        update(Snapshot).values(sha256="0" * 64),
        delete(Snapshot),
    ],
    ids=["manifest", "fingerprint", "note", "delete", "snapshot", "delete snapshot"],
)
def test_the_database_refuses_to_change_what_was_submitted(ready, statement):
    submit(ready)
    with pytest.raises(IntegrityError):
        session.execute(statement)
    session.rollback()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE submission SET manifest = manifest || ' '", "does not match the fingerprint of"),
        ("UPDATE submission SET sha256 = '" + "0" * 64 + "'", "audit trail does not hold"),
        ("UPDATE snapshot SET sha256 = '" + "0" * 64 + "'", "fingerprint of their snapshot"),
        ("UPDATE snapshot SET content = '{\"elements\": []}'", "does not list what was"),
    ],
)
def test_tampering_is_found_and_named(ready, change, fault):
    submit(ready)
    with tampering() as connection:
        connection.exec_driver_sql(change)
    faults = find_faults(queries.get_submission(ready.id, 1))
    assert any(fault in each for each in faults), faults


def test_a_stored_file_that_is_gone_is_named_by_its_path(ready):
    submission = submit(ready)
    sha256, path = submission.manifest.splitlines()[1].split("  ")
    current_blobs()._path(sha256).unlink()  # noqa: SLF001 -- as somebody on the server would
    assert find_missing_files(submission, current_blobs()) == [path]


def test_only_leads_and_administrators_submit(ready):
    reader = make_user(Role.READER, ready.organisation)
    contributor = make_user(contributes_to=(ready.service,))
    for person in (reader, contributor):
        with pytest.raises(NotAllowed):
            submit(ready, actor=actor_of(person))


def test_a_withdrawal_needs_a_reason_and_happens_once(ready):
    submission = submit(ready)
    with pytest.raises(DomainError) as refused:
        withdraw(submission, "  ")
    assert refused.value.field == "reason"
    withdraw(submission)
    with pytest.raises(NotAllowed):
        withdraw(submission)


def test_of_two_who_withdraw_the_second_is_told(ready):
    submission = submit(ready)
    seen = submission.version_id
    withdraw(submission)
    with pytest.raises(Conflict):
        services.withdraw_submission(
            actor=system_actor(ready.service),
            submission=submission,
            version_id=seen,
            reason="Mine.",
        )


def test_of_people_who_submit_at_once_one_does(enter, ready, url):
    requests = [(enter("lead"), f"{url}/new", {"note": str(number)}) for number in range(4)]
    assert sorted(post_together(requests)) == [200, 200, 200, 302]
    assert [each.number for each in queries.list_submissions(ready.id)] == [1]
    assert verify_chain() == []
