"""What every change of a review begins and ends with."""

from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.services.guards import record
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, NotAllowed
from cse_assess.review.desk import policy
from cse_assess.review.desk.models import Review

COLUMNS = [column.key for column in Review.__mapper__.column_attrs]
CHANGED = "This review was changed while you had this page open. Look at it again, then decide."


def lock_review(review: Review) -> None:
    """Read the review again, and put those who change it at the same moment in line.

    Its own columns alone: PostgreSQL, where it waited, joins the row as it has become to what the
    other tables held before, and finds no submission of a review that was just given a later one.
    """
    session.refresh(review, COLUMNS, with_for_update=True)
    session.expire(review, ["submission", "assessor"])


def begin_writing(actor: Actor, review: Review) -> None:
    """Lock the review for its assessor to write in; raise `NotAllowed` where they may not now."""
    lock_review(review)
    if not policy.can_write_findings(actor, review):
        raise NotAllowed("Nothing can be written in this review now.")


def require_person(actor: Actor) -> int:
    """Return the person's id; raise `NotAllowed` for a script."""
    if actor.user_id is None:
        raise NotAllowed("Only a person who has signed in can do this.")
    return actor.user_id


def require_version(review: Review, version_id: int) -> None:
    """Raise `Conflict` where the review is not the one that was on the screen."""
    if review.version_id != version_id:
        raise Conflict(CHANGED)


def record_deed(
    actor: Actor, review: Review, action: AuditAction, details: dict[str, Any] | None = None
) -> None:
    """Write the audit event of a change to a review; without what was found or noted."""
    record(actor, review.assessment, action, {"review": review.number, **(details or {})})
