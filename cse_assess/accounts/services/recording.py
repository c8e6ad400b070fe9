"""Writes what was done to accounts into the audit chain."""

from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Organisation, Service, User
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction


def record(
    action: AuditAction,
    subject: Organisation | Service | User,
    *,
    actor: Actor,
    **details: Any,
) -> None:
    """Record that `actor` did `action` to `subject`, in the organisation that it belongs to."""
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=_organisation_of(subject),
        action=action,
        object_type=subject.__tablename__,
        object_id=subject.id,
        details=details,
    )


def _organisation_of(subject: Organisation | Service | User) -> int | None:
    return subject.id if isinstance(subject, Organisation) else subject.organisation_id
