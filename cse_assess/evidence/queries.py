"""What the evidence library can be asked; every list takes a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from cse_assess.accounts.actor import Actor
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence import policy
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

Columns = TypeVarTuple("Columns")

PAGE_SIZE = 50
SOON = timedelta(days=90)


class Freshness(StrEnum):
    """How an item's dates stand today."""

    UNDATED = "undated"
    EXPIRED = "expired"
    EXPIRES_SOON = "expires_soon"


class Order(StrEnum):
    """What a list of evidence is sorted by."""

    NEWEST = "newest"
    TITLE = "title"
    EVIDENCE_DATE = "evidence_date"
    VALID_UNTIL = "valid_until"


@dataclass(frozen=True, slots=True)
class ItemFilters:
    """What narrows a list of evidence; the default shows everything that is not withdrawn."""

    search: str = ""
    kind: str = ""
    owner_id: int | None = None
    freshness: str = ""
    is_confidential: bool = False
    is_unused: bool = False
    is_withdrawn: bool = False
    order: Order = Order.NEWEST


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item with its current revision; `is_open` says whether the viewer may read it."""

    item: EvidenceItem
    revision: EvidenceRevision
    is_open: bool

    @property
    def title(self) -> str:
        """Return the title, or what stands for it before a viewer who may not read it."""
        return policy.shown_title(self.item, is_open=self.is_open)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of a list: its items, its number from 1, and how many items there are in all."""

    items: list[ListedItem]
    number: int
    total: int

    @property
    def page_count(self) -> int:
        """Return how many pages the whole list has, at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def list_items(
    organisation_id: int,
    filters: ItemFilters,
    page: int = 1,
    *,
    viewer: Actor | None = None,
    used_ids: Select[int] | None = None,
) -> ItemPage:
    """Return a page of the organisation's library as `viewer` may see it.

    A search looks only into what the viewer may open (without a viewer: into no confidential
    item). `used_ids` selects the ids of items in use; without it every item counts as unused.
    Beyond the last page the last is returned.
    """
    is_open = _is_open(viewer)
    where = and_(EvidenceItem.organisation_id == organisation_id, *_conditions(filters, is_open))
    if filters.is_unused and used_ids is not None:
        where = and_(where, EvidenceItem.id.not_in(used_ids))
    total = session.scalar(_join_current(select(func.count())).where(where)) or 0
    number = max(1, min(page, -(-total // PAGE_SIZE)))
    rows = session.execute(
        _join_current(select(EvidenceItem, EvidenceRevision, is_open))
        .where(where)
        .options(joinedload(EvidenceItem.owner))
        .order_by(*_order(filters.order, is_open))
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return ItemPage([ListedItem(*row) for row in rows], number, total)


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
        _join_current(select(EvidenceItem))
        .where(
            EvidenceItem.organisation_id == organisation_id,
            EvidenceItem.withdrawn_at.is_(None),
            content,
        )
        .order_by(EvidenceItem.id)
        .limit(1)
    ).first()


def _join_current(statement: Select[*Columns]) -> Select[*Columns]:
    """Select from items, each joined with its current revision."""
    return (
        statement.select_from(EvidenceItem)
        .join(EvidenceRevision, EvidenceRevision.item_id == EvidenceItem.id)
        .where(is_current())
    )


def _is_open(viewer: Actor | None) -> ColumnElement[bool]:
    """Say `policy.can_open_item` in SQL, for items of the viewer's own organisation."""
    if viewer is not None and policy.can_open_confidential(viewer):
        return EvidenceItem.id.is_not(None)
    is_public = EvidenceItem.is_confidential.is_(False)
    if viewer is None or viewer.user_id is None:
        return is_public
    return or_(
        is_public,
        func.coalesce(EvidenceItem.owner_id == viewer.user_id, False),
        func.coalesce(EvidenceItem.created_by_id == viewer.user_id, False),
    )


def _conditions(filters: ItemFilters, is_open: ColumnElement[bool]) -> list[ColumnElement[bool]]:
    is_kept = EvidenceItem.withdrawn_at.is_(None)
    conditions: list[ColumnElement[bool]] = [~is_kept if filters.is_withdrawn else is_kept]
    if filters.kind:
        conditions.append(and_(is_open, EvidenceItem.kind == filters.kind))
    if filters.owner_id is not None:
        conditions.append(and_(is_open, EvidenceItem.owner_id == filters.owner_id))
    if filters.is_confidential:
        conditions.append(EvidenceItem.is_confidential.is_(True))
    if filters.freshness:
        conditions.append(and_(is_open, _has_freshness(Freshness(filters.freshness), today())))
    conditions += [and_(is_open, _mentions(word)) for word in filters.search.split()]
    return conditions


def _mentions(word: str) -> ColumnElement[bool]:
    return or_(
        EvidenceItem.title.icontains(word, autoescape=True),
        EvidenceItem.description.icontains(word, autoescape=True),
        EvidenceRevision.file_name.icontains(word, autoescape=True),
        EvidenceRevision.url.icontains(word, autoescape=True),
    )


def _has_freshness(freshness: Freshness, on: date) -> ColumnElement[bool]:
    if freshness is Freshness.UNDATED:
        return EvidenceItem.evidence_on.is_(None)
    if freshness is Freshness.EXPIRED:
        return EvidenceItem.valid_until < on
    return EvidenceItem.valid_until.between(on, on + SOON)


def _order(order: Order, is_open: ColumnElement[bool]) -> list[ColumnElement[Any]]:
    """Sort what the viewer may not open by what is shown of it, last in every other order."""
    closed_last = case((is_open, 0), else_=1)
    title = case((is_open, func.lower(EvidenceItem.title)), else_=policy.CONFIDENTIAL_TITLE.lower())
    newest = EvidenceItem.id.desc()
    orders: dict[Order, list[ColumnElement[Any]]] = {
        Order.NEWEST: [newest],
        Order.TITLE: [title, newest],
        Order.EVIDENCE_DATE: [closed_last, EvidenceItem.evidence_on.desc().nulls_last(), newest],
        Order.VALID_UNTIL: [closed_last, EvidenceItem.valid_until.asc().nulls_last(), newest],
    }
    return orders[order]
