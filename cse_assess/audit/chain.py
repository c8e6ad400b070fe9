"""How an audit event is hashed, so that no row can be changed without being noticed."""

import hashlib
import json
from typing import Any

from cse_assess.audit.models import AuditEvent

GENESIS_HASH = "0" * 64
HEAD_ID = 1


def hash_event(event: AuditEvent) -> str:
    """Return the SHA-256 over every field of `event` but its own hash, as canonical JSON.

    Canonical means: keys sorted, no white space, UTF-8, the moment in UTC to the microsecond.
    """
    fields = {
        "id": event.id,
        "at": event.at.isoformat(timespec="microseconds"),
        "actor_id": event.actor_id,
        "actor_name": event.actor_name,
        "organisation_id": event.organisation_id,
        "action": event.action,
        "object_type": event.object_type,
        "object_id": event.object_id,
        "details": event.details,
        "previous_hash": event.previous_hash,
    }
    return hashlib.sha256(encode_canonically(fields)).hexdigest()


def encode_canonically(value: Any) -> bytes:
    """Return `value` as canonical JSON; raise `TypeError` or `ValueError` for what JSON lacks."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()
