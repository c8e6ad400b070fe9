"""Snapshots: a self-assessment kept as it stands, under a name."""

from sqlalchemy.exc import IntegrityError

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.content import hash_content, make_content
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.queries import load_tree, lock_responses
from cse_assess.assessments.services.guards import begin_writing, record
from cse_assess.assessments.texts import check_line
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Standard

LONGEST_NAME = 100


def take_snapshot(
    *, actor: Actor, assessment: Assessment, standard: Standard, name: str
) -> Snapshot:
    """Keep the self-assessment as it stands under a name that it has not given yet.

    Raises `NotAllowed`, and `DomainError` for a name that is empty, too long or already there.
    """
    begin_writing(actor, assessment)
    return keep_state(actor=actor, assessment=assessment, standard=standard, name=_check_name(name))


def keep_state(*, actor: Actor, assessment: Assessment, standard: Standard, name: str) -> Snapshot:
    """Take a snapshot for a caller who holds the right to it and the self-assessment's row.

    Raises `DomainError` for a name that is already there.
    """
    lock_responses(assessment.id)
    content = make_content(load_tree(assessment.id), standard)
    snapshot = Snapshot(
        assessment=assessment,
        name=name,
        taken_by_id=actor.user_id,
        sha256=hash_content(content),
        content=content,
    )
    _add(snapshot)
    details = {"snapshot": snapshot.id, "name": snapshot.name, "sha256": snapshot.sha256}
    record(actor, assessment, AuditAction.SNAPSHOT_TAKEN, details)
    return snapshot


def _check_name(raw: str) -> str:
    missing = "Enter a name, such as “Before the first visit”"
    return check_line(raw, LONGEST_NAME, name="The name", field="name", missing=missing)


def _add(snapshot: Snapshot) -> None:
    try:
        with session.begin_nested():
            session.add(snapshot)
    except IntegrityError as error:
        raise DomainError(
            f"There is a snapshot “{snapshot.name}” already. Give this one another name",
            field="name",
        ) from error
