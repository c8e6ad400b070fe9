"""Submits a self-assessment to its assessor, and takes a submission back."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.past.services import keep_state
from cse_assess.assessments.queries import load_tree, lock_items, lock_responses
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.texts import LONGEST_NOTE, check_length, clean_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.submissions import policy
from cse_assess.review.submissions.gate import Gate
from cse_assess.review.submissions.manifest import hash_manifest, write_manifest
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.queries import find_newest
from cse_assess.review.submissions.standing import judge_tree
from cse_assess.standards.structure import Standard


class GateClosed(DomainError):
    """The self-assessment cannot be submitted; `gate` says what is in the way."""

    def __init__(self, gate: Gate) -> None:
        super().__init__("This cannot be submitted yet. See below what is in the way.")
        self.gate = gate


def submit_assessment(
    *, actor: Actor, assessment: Assessment, standard: Standard, note: str, is_scanning: bool
) -> Submission:
    """Freeze the self-assessment as it stands, with the revisions of its evidence.

    It can be worked on as before; nothing of that reaches the submission. `note` goes to the
    assessor. Raises `NotAllowed`, `GateClosed`, and `DomainError` for a note that is too long.
    """
    _begin_submitting(actor, assessment)
    note = clean_text(note)
    check_length(note, LONGEST_NOTE, "The note", "note")
    newest = find_newest(assessment.id)
    gate = judge_tree(load_tree(assessment.id), standard, newest, is_scanning=is_scanning)
    if not gate.is_open:
        raise GateClosed(gate)
    number = newest.number + 1 if newest else 1
    snapshot = _keep_state(actor, assessment, standard, number)
    submission = _make(actor, snapshot, number, note)
    details = {"number": number, "sha256": submission.sha256, "note": note}
    record(actor, assessment, AuditAction.SUBMISSION_MADE, details)
    return submission


def _begin_submitting(actor: Actor, assessment: Assessment) -> None:
    """Put those who submit at the same moment in line, and keep what is submitted as it is."""
    session.refresh(assessment, with_for_update={"of": Assessment})
    if not policy.can_submit(actor, assessment):
        raise NotAllowed("Only a lead or an administrator can submit a self-assessment.")
    lock_responses(assessment.id)
    tree = load_tree(assessment.id)
    lock_items({each.item.id for pieces in tree.evidence.values() for each in pieces})
    session.expire_all()


def _keep_state(actor: Actor, assessment: Assessment, standard: Standard, number: int) -> Snapshot:
    """Take the snapshot under a name of its own; somebody may have used the first one already."""
    name = f"Submission {number}"
    try:
        return keep_state(actor=actor, assessment=assessment, standard=standard, name=name)
    except DomainError:
        name = f"{name}, {now():%d.%m.%Y %H:%M:%S}"
        return keep_state(actor=actor, assessment=assessment, standard=standard, name=name)


def _make(actor: Actor, snapshot: Snapshot, number: int, note: str) -> Submission:
    manifest = write_manifest(snapshot.content)
    submission = Submission(
        assessment=snapshot.assessment,
        number=number,
        snapshot=snapshot,
        manifest=manifest,
        sha256=hash_manifest(manifest),
        note=note,
        submitted_by_id=actor.user_id,
    )
    session.add(submission)
    session.flush()
    return submission


def withdraw_submission(
    *, actor: Actor, submission: Submission, version_id: int, reason: str
) -> None:
    """Take a submission back, of which `version_id` was on the screen; it stays on record.

    Raises `NotAllowed`, `Conflict` where somebody withdrew it meanwhile, and `DomainError`.
    """
    session.refresh(submission, with_for_update={"of": Submission})
    if submission.version_id != version_id:
        raise Conflict("Somebody else withdrew this submission while you had this page open.")
    if not policy.can_withdraw(actor, submission):
        raise NotAllowed("Only a lead or an administrator can withdraw a submission that stands.")
    reason = clean_text(reason)
    if not reason:
        raise DomainError("Say why you withdraw it", field="reason")
    check_length(reason, LONGEST_NOTE, "The reason", "reason")
    submission.withdrawn_at, submission.withdrawn_by_id = now(), actor.user_id
    submission.withdrawn_reason = reason
    session.flush()
    details = {"number": submission.number, "reason": reason}
    record(actor, submission.assessment, AuditAction.SUBMISSION_WITHDRAWN, details)
