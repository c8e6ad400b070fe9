"""What every change begins and ends with: the rows locked, the rights checked, the audit event."""

from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed, NotFound
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item

IS_LOCKED = "This self-assessment is locked. A lead can unlock it in its settings."


def begin_writing(actor: Actor, assessment: Assessment) -> None:
    """Keep the self-assessment from being locked meanwhile; raise `NotAllowed` without the right.

    The row is read again under a shared lock, so that what was loaded a moment ago is not trusted.
    """
    session.refresh(assessment, with_for_update={"read": True, "of": Assessment})
    if assessment.is_locked:
        raise NotAllowed(IS_LOCKED)
    if not policy.can_edit_response(actor, assessment):
        raise NotAllowed("You can read this self-assessment, but not change it.")


def begin_writing_response(actor: Actor, response: ElementResponse) -> None:
    """Do as `begin_writing` does, and put those who change the same element in line."""
    begin_writing(actor, response.assessment)
    session.refresh(response, with_for_update={"of": ElementResponse})


def require_open_item(actor: Actor, assessment: Assessment, item: EvidenceItem) -> None:
    """Raise `NotFound` for an item of others, or one that the person may not open."""
    if item.organisation_id != assessment.organisation_id or not can_open_item(actor, item):
        raise NotFound("There is no such evidence in your library.")


def require_usable_item(
    actor: Actor, assessment: Assessment, item: EvidenceItem, *, to_be: str = "used"
) -> None:
    """Do as `require_open_item` does, and raise `DomainError` for one that is withdrawn.

    `to_be` says what was to be done with it.
    """
    require_open_item(actor, assessment, item)
    if item.is_withdrawn:
        raise DomainError(f"“{item.title}” is withdrawn and cannot be {to_be}")


def record(
    actor: Actor,
    assessment: Assessment,
    action: AuditAction,
    details: dict[str, Any],
    response: ElementResponse | None = None,
) -> None:
    """Write the audit event of a change to the self-assessment, or to one of its elements."""
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=assessment.organisation_id,
        action=action,
        object_type="assessment" if response is None else "response",
        object_id=assessment.id if response is None else response.id,
        details=details,
    )
