"""Reads the audit chain, and checks that nobody changed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import literal, select, true

from cse_assess.audit.chain import GENESIS_HASH, HEAD_ID, hash_event
from cse_assess.audit.models import AuditEvent, AuditHead
from cse_assess.db import session

_BATCH = 1000
_ONE_ROW = select(literal(1)).subquery()


class FaultKind(StrEnum):
    """How the chain departs from what was written."""

    CHANGED_ROW = "changed_row"
    MISSING_ROW = "missing_row"
    BROKEN_LINK = "broken_link"
    HEAD_MISMATCH = "head_mismatch"
    UNKNOWN_HEAD = "unknown_head"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of the chain, at the event `event_id`; `message` says what is wrong there."""

    kind: FaultKind
    event_id: int
    message: str


@dataclass(frozen=True, slots=True)
class End:
    """Where the chain stands: its last event, 0 where it has none, and the hash of that."""

    event_id: int = 0
    hash: str = GENESIS_HASH


def list_events(*, object_type: str, object_id: int) -> list[AuditEvent]:
    """Return what was done to one object, newest first."""
    return list(
        session.scalars(
            select(AuditEvent)
            .where(AuditEvent.object_type == object_type, AuditEvent.object_id == object_id)
            .order_by(AuditEvent.id.desc())
        )
    )


def verify_chain() -> list[Fault]:
    """Return every fault of the chain, in order of the events; an empty list means it is whole.

    Each event is hashed again from its own fields (`audit.chain`), must follow the one before it
    without a gap and carry its hash, and the last must be the one that the head row names.
    """
    faults: list[Fault] = []
    end, head = End(), End()
    for named, event in _stream_head_with_events():
        head = named
        if event is not None:
            faults += _check_event(event, end)
            end = End(event.id, event.hash)
    return [*faults, *_check_head(head, end)]


def get_head() -> End:
    """Return the end of the chain, which proves every event before it."""
    head = session.get(AuditHead, HEAD_ID)
    return End(head.event_id, head.hash) if head else End()


def verify_against(head: str) -> list[Fault]:
    """Return a fault where the chain does not hold the event that was its end once.

    `head` is the hash as it was printed; case and white space around it do not matter.
    """
    known = select(AuditEvent.id).where(AuditEvent.hash == head.strip().lower())
    if session.scalar(known) is not None:
        return []
    message = "No event of the audit trail has the printed head: its end was cut off or rewritten."
    return [Fault(FaultKind.UNKNOWN_HEAD, get_head().event_id, message)]


def _stream_head_with_events() -> Iterator[tuple[End, AuditEvent | None]]:
    """Give the head beside each event; one statement, so that both are of the same moment.

    A row is given even where the head, the events or both are missing.
    """
    head = select(AuditHead.event_id, AuditHead.hash).where(AuditHead.id == HEAD_ID).subquery()
    query = select(head, AuditEvent).select_from(_ONE_ROW).outerjoin(head, true())
    query = query.outerjoin(AuditEvent, true()).order_by(AuditEvent.id)
    options = {"yield_per": _BATCH, "populate_existing": True}
    for event_id, hash_, event in session.execute(query, execution_options=options):
        yield End(event_id or 0, hash_ or GENESIS_HASH), event


def _check_event(event: AuditEvent, before: End) -> Iterator[Fault]:
    if event.id != before.event_id + 1:
        yield _describe_gap(before.event_id + 1, event.id - 1)
    elif event.previous_hash != before.hash:
        yield Fault(
            FaultKind.BROKEN_LINK,
            event.id,
            f"Event {event.id} does not carry the hash of the event before it.",
        )
    if hash_event(event) != event.hash:
        yield Fault(
            FaultKind.CHANGED_ROW, event.id, f"Event {event.id} was changed: its hash is another."
        )


def _describe_gap(first: int, last: int) -> Fault:
    if first >= last:
        message = f"Event {first} is missing."
    else:
        message = f"Events {first} to {last} are missing."
    return Fault(FaultKind.MISSING_ROW, first, message)


def _check_head(head: End, end: End) -> Iterator[Fault]:
    if head.event_id > end.event_id:
        yield _describe_gap(end.event_id + 1, head.event_id)
    if head != end:
        yield Fault(
            FaultKind.HEAD_MISMATCH,
            end.event_id,
            f"The chain ends at event {end.event_id}, but its head names event {head.event_id}"
            + ("." if head.event_id != end.event_id else " with another hash."),
        )
