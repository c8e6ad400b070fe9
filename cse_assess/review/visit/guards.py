"""What every change to a visit begins and ends with."""

from typing import Any

from sqlalchemy.exc import InvalidRequestError

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.services import guards
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.queries import has_scored
from cse_assess.review.submissions.models import Submission
from cse_assess.review.visit import policy

CANNOT_PLAN = "The plan of this visit cannot be changed now, or not by you."
CANNOT_NOTE = "No notes can be taken in this review now, or not by you."


def begin_planning(actor: Actor, review: Review) -> None:
    """Put those who change the same visit in line; raise `NotAllowed` without the right."""
    _lock(review)
    if not policy.can_plan(actor, review):
        raise NotAllowed(CANNOT_PLAN)


def begin_noting(actor: Actor, review: Review) -> bool:
    """Do as `begin_planning` for a note; return whether the person has scored for themselves."""
    _lock(review)
    scored = has_scored(actor.user_id, review.submission_id)
    if not policy.can_note(actor, review, has_scored=scored):
        raise NotAllowed(CANNOT_NOTE)
    return scored


def _lock(review: Review) -> None:
    session.refresh(review, ["state", "assessor_id", "version_id"], with_for_update={"of": Review})
    session.refresh(
        review.submission,
        ["withdrawn_at", "version_id"],
        with_for_update={"read": True, "of": Submission},
    )


def lock_row(row: object, missing: str) -> None:
    """Read a row again and keep others from changing it; raise `NotFound` where it is gone."""
    try:
        session.refresh(row, with_for_update={"of": type(row)})
    except InvalidRequestError as error:
        raise NotFound(missing) from error


def record(actor: Actor, review: Review, action: AuditAction, **details: Any) -> None:
    """Write the audit event of a change; `details` hold no question, and nothing of a note."""
    guards.record(actor, review.assessment, action, {"review": review.number, **details})
