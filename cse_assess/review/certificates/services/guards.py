"""What every change of a certificate begins and ends with: rows locked, rights and days checked."""

from datetime import date
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.services.guards import record
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.certificates import policy
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.web.templating import format_day

ONLY_MANAGERS = "Only a lead or an administrator can do this."
HAS_ENDED = "This certificate was ended early, so nothing of it can be changed any more."
CHANGED_MEANWHILE = (
    "Somebody else changed this while you had it open. What you entered is still here: "
    "look at what stands now, then send it again to put yours in its place."
)


def begin_changing(actor: Actor, certificate: Certificate) -> None:
    """Put those who change the same certificate in line; raise `NotAllowed` without the right."""
    session.refresh(certificate, with_for_update={"of": Certificate})
    if not policy.can_enter_certificate(actor, certificate.assessment):
        raise NotAllowed(ONLY_MANAGERS)
    if not policy.can_change_certificate(actor, certificate):
        raise NotAllowed(HAS_ENDED)


def begin_changing_due(actor: Actor, due: DueReview, version_id: int) -> None:
    """Do as `begin_changing` does, and raise `Conflict` where the due review is not as it was."""
    begin_changing(actor, due.certificate)
    session.refresh(due, with_for_update={"of": DueReview})
    require_version(due, version_id)


def require_version(row: Certificate | DueReview, version_id: int) -> None:
    """Raise `Conflict` where the row is not the one that was on the screen."""
    if row.version_id != version_id:
        raise Conflict(CHANGED_MEANWHILE)


def require_day(day: date | None, missing: str, field: str) -> date:
    """Return the day; raise `DomainError` with the field where there is none."""
    if day is None:
        raise DomainError(missing, field=field)
    return day


def require_due_day(certificate: Certificate, day: date | None) -> date:
    """Return a day on which a review can fall due: after the award, and not after the end.

    Raises `DomainError` for any other.
    """
    day = require_day(day, "Enter the day on which the review is due", "due_on")
    if not certificate.awarded_on < day <= certificate.ends_on:
        first, last = format_day(certificate.awarded_on), format_day(certificate.ends_on)
        raise DomainError(
            f"The day must be after {first}, when the certificate was awarded, and not after "
            f"{last}, when it ends",
            field="due_on",
        )
    return day


def write_day(day: date | None) -> str:
    """Return a day as the audit chain keeps it, empty for none."""
    return day.isoformat() if day else ""


def record_due(
    actor: Actor, due: DueReview, action: AuditAction, details: dict[str, Any] | None = None
) -> None:
    """Write the audit event of a change to a due review."""
    known = {
        "certificate": due.certificate_id,
        "due_review": due.id,
        "name": f"Review due on {format_day(due.due_on)}",
    }
    record(actor, due.certificate.assessment, action, {**known, **(details or {})})
