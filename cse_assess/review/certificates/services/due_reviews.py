"""The reviews that fall due while a certificate lasts: planned, moved, taken off, and held."""

from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.texts import LONGEST_NOTE, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.certificates import policy, queries
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.services.guards import (
    begin_changing,
    begin_changing_due,
    record_due,
    require_due_day,
    write_day,
)

NOT_TO_REMOVE = "Something was done for this review already, so it cannot be taken off the plan."


def add_due_review(
    *, actor: Actor, certificate: Certificate, due_on: date | None, note: str
) -> DueReview:
    """Put another review on the plan; raise `NotAllowed`, and `DomainError` for a wrong day."""
    begin_changing(actor, certificate)
    day = require_due_day(certificate, due_on)
    _require_free(certificate, day, but=None)
    due = DueReview(certificate=certificate, due_on=day, note=_check_note(note))
    session.add(due)
    session.flush()
    details = {"due_on": write_day(day), "note": due.note}
    record_due(actor, due, AuditAction.DUE_REVIEW_ADDED, details)
    return due


def _check_note(note: str) -> str:
    return check_text(note, LONGEST_NOTE, name="The note", field="note")


def _require_free(certificate: Certificate, day: date, *, but: DueReview | None) -> None:
    if any(each.due_on == day for each in certificate.due_reviews if each is not but):
        raise DomainError("Another review is due on this day already", field="due_on")


def edit_due_review(
    *, actor: Actor, due: DueReview, version_id: int, due_on: date | None, note: str
) -> None:
    """Move a due review, or note something; raise as `add_due_review` does, and `Conflict`."""
    begin_changing_due(actor, due, version_id)
    certificate, before = due.certificate, {"due_on": write_day(due.due_on), "note": due.note}
    day = due.due_on if due_on == due.due_on else require_due_day(certificate, due_on)
    _require_free(certificate, day, but=due)
    due.note, due.due_on = _check_note(note), day
    session.flush()
    after = {"due_on": write_day(day), "note": due.note}
    record_due(actor, due, AuditAction.DUE_REVIEW_EDITED, {"from": before, "to": after})


def remove_due_review(*, actor: Actor, due: DueReview, version_id: int) -> None:
    """Take a review off the plan for which nothing was done yet.

    Raises `NotAllowed` otherwise, and `Conflict`.
    """
    begin_changing_due(actor, due, version_id)
    if not policy.can_remove_due_review(actor, due):
        raise NotAllowed(NOT_TO_REMOVE)
    record_due(actor, due, AuditAction.DUE_REVIEW_REMOVED, {"note": due.note})
    due.certificate.due_reviews.remove(due)
    session.delete(due)
    session.flush()


def say_how_held(
    *,
    actor: Actor,
    due: DueReview,
    version_id: int,
    review_id: int | None,
    held_on: date | None,
) -> None:
    """Tie a due review to the signed one that it was, or say on which day it was held elsewhere.

    With neither it is to be held again. Raises `NotAllowed`, `Conflict`, and `DomainError` for
    a review that is not signed, of another service, or tied already, and for a day that is
    before the award or in the future.
    """
    begin_changing_due(actor, due, version_id)
    _require_tieable(due, review_id)
    if held_on is not None and not due.certificate.awarded_on <= held_on <= today():
        raise DomainError(
            "The day must be between the award of the certificate and today", field="held_on"
        )
    due.review_id = review_id
    due.held_on = None if review_id else held_on
    session.flush()
    session.expire(due, ["review"])
    details = {"review": review_id, "held_on": write_day(due.held_on)}
    record_due(actor, due, AuditAction.DUE_REVIEW_HELD, details)


def _require_tieable(due: DueReview, review_id: int | None) -> None:
    if review_id in {None, due.review_id}:
        return
    if review_id not in {review.id for review in queries.list_reviews_to_tie(due)}:
        raise DomainError("Choose a review that is signed and free to be tied", field="how")
