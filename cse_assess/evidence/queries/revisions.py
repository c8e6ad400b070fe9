"""The revisions of items, and which of them counts."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import aliased, joinedload

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision


def list_revisions(item: EvidenceItem) -> list[EvidenceRevision]:
    """Return every revision of `item` with who made it, the current one first."""
    return list(
        session.scalars(
            select(EvidenceRevision)
            .where(EvidenceRevision.item_id == item.id)
            .options(joinedload(EvidenceRevision.created_by))
            .order_by(EvidenceRevision.number.desc())
        )
    )


def get_revision(item: EvidenceItem, number: int) -> EvidenceRevision:
    """Return revision `number` of `item`; raise `NotFound`."""
    revision = session.scalar(
        select(EvidenceRevision).where(
            EvidenceRevision.item_id == item.id, EvidenceRevision.number == number
        )
    )
    if revision is None:
        raise NotFound("This evidence has no such revision.")
    return revision


def get_current_revision(item: EvidenceItem) -> EvidenceRevision:
    """Return the revision of `item` that counts today."""
    return load_current_revisions({item.id})[item.id]


def load_current_revisions(item_ids: Collection[int]) -> dict[int, EvidenceRevision]:
    """Return the current revision of each item, by the item's id, in one query."""
    rows = session.scalars(
        select(EvidenceRevision).where(EvidenceRevision.item_id.in_(item_ids), is_current())
    )
    return {revision.item_id: revision for revision in rows}


def is_current() -> ColumnElement[bool]:
    """Return the condition that an `EvidenceRevision` is its item's latest, for joins."""
    later = aliased(EvidenceRevision)
    return ~exists().where(
        later.item_id == EvidenceRevision.item_id, later.number > EvidenceRevision.number
    )
