"""What is done with an item of the library, in the audit chain."""

from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.evidence.models import EvidenceItem


def record_deed(
    actor: Actor, item: EvidenceItem, action: AuditAction, details: dict[str, Any]
) -> None:
    """Write the audit event of a deed; `details` as `audit.services.record_event` takes them."""
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=item.organisation_id,
        action=action,
        object_type="evidence_item",
        object_id=item.id,
        details=details,
    )
