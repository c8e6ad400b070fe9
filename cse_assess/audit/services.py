"""Writes the audit chain; nothing else may."""

import json
from typing import Any

from sqlalchemy import select, text

from cse_assess.audit.chain import GENESIS_HASH, HEAD_ID, encode_canonically, hash_event
from cse_assess.audit.models import AuditEvent, AuditHead
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session


def record_event(
    *,
    actor_id: int | None,
    actor_name: str,
    organisation_id: int | None,
    action: AuditAction,
    object_type: str,
    object_id: int | None,
    details: dict[str, Any],
) -> AuditEvent:
    """Add an event to the end of the chain, in the caller's transaction.

    `details` holds what JSON can (no dates: give their ISO text); otherwise `TypeError` or
    `ValueError`. The chain stays locked until the transaction ends, so a service that changes
    many rows locks them all before it records the first event: rows first, chain last, in every
    transaction, is what keeps two of them from waiting for each other on PostgreSQL.
    """
    head = _lock_head()
    event = AuditEvent(
        id=head.event_id + 1,
        at=now(),
        actor_id=actor_id,
        actor_name=actor_name,
        organisation_id=organisation_id,
        action=action.value,
        object_type=object_type,
        object_id=object_id,
        details=json.loads(encode_canonically(details)),
        previous_hash=head.hash,
    )
    event.hash = hash_event(event)
    head.event_id, head.hash = event.id, event.hash
    session.add(event)
    session.flush()
    return event


def _lock_head() -> AuditHead:
    return _find_head() or _start_chain()


def _find_head() -> AuditHead | None:
    """Read the head as it is now, whatever this session remembers of it, and lock it."""
    query = select(AuditHead).where(AuditHead.id == HEAD_ID)
    return session.scalars(
        query.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()


def _start_chain() -> AuditHead:
    """Make the head row; of two transactions that do so at once, the second waits and reads."""
    session.execute(
        text(
            "INSERT INTO audit_head (id, event_id, hash) VALUES (:id, 0, :hash)"
            " ON CONFLICT (id) DO NOTHING"
        ),
        {"id": HEAD_ID, "hash": GENESIS_HASH},
    )
    head = _find_head()
    if head is None:
        raise RuntimeError("the audit chain has no head, and none could be made")
    return head
