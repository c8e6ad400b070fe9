"""Single items, what the library stores, and what it holds already."""

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries.revisions import is_current


def get_item(item_id: int, organisation_id: int | None) -> EvidenceItem:
    """Return the organisation's item with its owner; raise `NotFound`."""
    item = session.scalar(
        select(EvidenceItem)
        .where(EvidenceItem.id == item_id, EvidenceItem.organisation_id == organisation_id)
        .options(
            joinedload(EvidenceItem.owner),
            joinedload(EvidenceItem.created_by),
            joinedload(EvidenceItem.withdrawn_by),
        )
    )
    if item is None:
        raise NotFound("This evidence is not in your organisation's library.")
    return item


def used_bytes(organisation_id: int) -> int:
    """Return how many bytes of files the organisation stores; the same content counts once."""
    files = (
        select(EvidenceRevision.sha256, func.max(EvidenceRevision.size).label("size"))
        .join(EvidenceRevision.item)
        .where(
            EvidenceItem.organisation_id == organisation_id, EvidenceRevision.sha256.is_not(None)
        )
        .group_by(EvidenceRevision.sha256)
        .subquery()
    )
    return int(session.scalar(select(func.coalesce(func.sum(files.c.size), 0))) or 0)


def find_same_content(organisation_id: int, sha256: str) -> EvidenceItem | None:
    """Return the oldest item in use whose current revision is this very file, if there is one."""
    return _find_current(organisation_id, EvidenceRevision.sha256 == sha256)


def find_same_address(organisation_id: int, url: str) -> EvidenceItem | None:
    """Return the oldest item in use whose current revision is this address, if there is one."""
    return _find_current(organisation_id, EvidenceRevision.url == url)


def _find_current(organisation_id: int, content: ColumnElement[bool]) -> EvidenceItem | None:
    return session.scalars(
        select(EvidenceItem)
        .join(EvidenceRevision, EvidenceRevision.item_id == EvidenceItem.id)
        .where(
            is_current(),
            EvidenceItem.organisation_id == organisation_id,
            EvidenceItem.withdrawn_at.is_(None),
            content,
        )
        .order_by(EvidenceItem.id)
        .limit(1)
    ).first()
