"""What the database says of stored files, read piece by piece so that memory stays flat."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from cse_assess.audit.models import AuditEvent
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.evidence.custody.claims import Claim, HashRange
from cse_assess.evidence.custody.models import HeldFile
from cse_assess.evidence.models import EvidenceRevision

_CONTENT_DEEDS = (AuditAction.EVIDENCE_ADDED, AuditAction.EVIDENCE_REPLACED)


@dataclass(frozen=True, slots=True, order=True)
class RevisionKey:
    """Which revision of which item."""

    item_id: int
    number: int

    @property
    def name(self) -> str:
        """Return the revision's name as people read it."""
        return f"item {self.item_id}, revision {self.number}"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the database keeps of a revision's content; `row_id` is its place in its table."""

    row_id: int
    key: RevisionKey
    sha256: str | None


def lies_within(
    column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None], span: HashRange
) -> ColumnElement[bool]:
    """Return the condition that the hash in `column` lies in `span`."""
    from_first = column >= span.first if span.first is not None else true()
    return and_(from_first, column < span.end if span.end is not None else true())


def list_revision_claims(span: HashRange) -> list[Claim]:
    """Return what the revisions of all organisations' evidence say must be stored."""
    rows = session.execute(
        select(
            EvidenceRevision.sha256,
            EvidenceRevision.size,
            EvidenceRevision.item_id,
            EvidenceRevision.number,
        )
        .where(EvidenceRevision.sha256.is_not(None), lies_within(EvidenceRevision.sha256, span))
        .order_by(EvidenceRevision.sha256, EvidenceRevision.id)
    )
    return [_claim(*row) for row in rows]


def _claim(sha256: str | None, size: int | None, item_id: int, number: int) -> Claim:
    return Claim(sha256 or "", size, RevisionKey(item_id, number).name, item_id, number)


def list_held_claims(span: HashRange) -> list[Claim]:
    """Return what uploads in hand say must be stored."""
    rows = session.scalars(
        select(HeldFile).where(lies_within(HeldFile.sha256, span)).order_by(HeldFile.sha256)
    )
    return [Claim(held.sha256, held.size, "an upload in hand") for held in rows]


def list_recorded(after_id: int, limit: int) -> list[Recorded]:
    """Return the next revisions after the row `after_id`, in the order of their table."""
    rows = session.execute(
        select(
            EvidenceRevision.id,
            EvidenceRevision.item_id,
            EvidenceRevision.number,
            EvidenceRevision.sha256,
        )
        .where(EvidenceRevision.id > after_id)
        .order_by(EvidenceRevision.id)
        .limit(limit)
    )
    return [Recorded(row[0], RevisionKey(row[1], row[2]), row[3]) for row in rows]


def load_told_hashes(item_ids: Collection[int]) -> dict[RevisionKey, str | None]:
    """Return the hash that the audit trail names for each revision of the items."""
    events = session.scalars(
        _content_events()
        .where(AuditEvent.object_id.in_(item_ids))
        .order_by(AuditEvent.id)
        .execution_options(populate_existing=True)
    )
    return dict(_read_event(event) for event in events)


def list_told_revisions(after_id: int, limit: int) -> tuple[int, dict[RevisionKey, str | None]]:
    """Return the last id of the next events after `after_id`, and the revisions they tell of.

    Each revision comes with the hash that is told of it.
    """
    events = session.scalars(
        _content_events().where(AuditEvent.id > after_id).order_by(AuditEvent.id).limit(limit)
    ).all()
    last = events[-1].id if events else after_id
    return last, dict(_read_event(event) for event in events)


def find_existing(keys: Collection[RevisionKey]) -> set[RevisionKey]:
    """Return those of `keys` that have a row."""
    rows = session.execute(
        select(EvidenceRevision.item_id, EvidenceRevision.number).where(
            EvidenceRevision.item_id.in_({key.item_id for key in keys})
        )
    )
    return {RevisionKey(*row) for row in rows}


def _content_events() -> Any:
    return select(AuditEvent).where(
        AuditEvent.object_type == "evidence_item",
        AuditEvent.action.in_([action.value for action in _CONTENT_DEEDS]),
    )


def _read_event(event: AuditEvent) -> tuple[RevisionKey, str | None]:
    number = event.details.get("revision", 1)
    return RevisionKey(event.object_id or 0, number), event.details.get("sha256")
