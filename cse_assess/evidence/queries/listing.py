"""Pages of the library: searched, narrowed, sorted, and as one person may see them.

However large the library is, a list ends after a bounded number of items; so it takes the same
queries and about the same time in each.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from sqlalchemy import ColumnElement, Select, and_, false, select, true
from sqlalchemy.orm import joinedload

from cse_assess.accounts.actor import Actor
from cse_assess.db import session
from cse_assess.evidence import policy
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries.filters import (
    ItemFilters,
    Order,
    is_among,
    is_open_to,
    satisfies,
)
from cse_assess.evidence.queries.revisions import is_current
from cse_assess.evidence.search.entries import kind_mark, opener_mark, owner_mark, shelf_mark
from cse_assess.evidence.search.index import current_index
from cse_assess.evidence.search.passages import Passage, Piece, mark_hits, show_text
from cse_assess.evidence.search.port import Bounds
from cse_assess.evidence.search.queries import find_passages
from cse_assess.evidence.search.wanted import Term, Wanted, read_search
from cse_assess.paging import choose_page, count_pages

PAGE_SIZE = 25
MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """Why a search found an item: its title with the hits, and where else they stand.

    That is a passage of its file's text, and one of its description, where they have any.
    """

    title: tuple[Piece, ...]
    passage: Passage | None
    description: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An item with its current revision; `is_open` says whether the viewer may read it.

    `found` is there where a search was asked for.
    """

    item: EvidenceItem
    revision: EvidenceRevision
    is_open: bool
    found: Found | None = None

    @property
    def title(self) -> str:
        """Return the title, or what stands for it before a viewer who may not read it."""
        return policy.shown_title(self.item, is_open=self.is_open)


@dataclass(frozen=True, slots=True)
class ItemPage:
    """One page of a list: its items, its number from 1, and how many items the list has.

    There are more of them than the list has where it `is_cut`.
    """

    items: list[ListedItem]
    number: int
    total: int
    is_cut: bool = False

    @property
    def first_number(self) -> int:
        """Return the place of the page's first item in the list, from 1."""
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def page_count(self) -> int:
        """Return how many pages the whole list has, at least one."""
        return count_pages(self.total, PAGE_SIZE)


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of a list in its order, and whether there are more."""

    ids: Sequence[int]
    is_cut: bool


def list_items(
    organisation_id: int,
    filters: ItemFilters,
    page: int = 1,
    *,
    viewer: Actor | None = None,
    used_ids: Select[int] | None = None,
    place_ids: Select[int] | None = None,
) -> ItemPage:
    """Return a page of the organisation's library as `viewer` may see it.

    A search looks only into what the viewer may open (without a viewer: into no confidential
    item). `used_ids` selects the ids of items in use; without it every item counts as unused.
    `place_ids` selects those that the place of the filters uses. Beyond the last page the last is
    returned.
    """
    is_open = is_open_to(viewer)
    where = and_(EvidenceItem.organisation_id == organisation_id, satisfies(filters, is_open))
    if filters.is_unused and used_ids is not None:
        where = and_(where, ~is_among(used_ids))
    if filters.place:
        among = is_among(place_ids) if place_ids is not None else false()
        where = and_(where, is_open, among)
    wanted = read_search(filters.search)
    if filters.search.strip():
        bounds = _bounds_of(organisation_id, filters, viewer)
        found = _search(wanted, bounds, and_(where, is_open), filters.order)
    else:
        found = _list(where, is_open, filters.order)
    number = choose_page(page, len(found.ids), PAGE_SIZE)
    shown = found.ids[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    items = _load(shown, is_open)
    return ItemPage(
        _explain(items, wanted) if not wanted.is_empty else items,
        number,
        len(found.ids),
        found.is_cut,
    )


def find_likely_items(
    organisation_id: int, stems: Collection[str], *, viewer: Actor
) -> Sequence[int]:
    """Return the ids of items in use that have any of the words, those that have most first.

    `stems` are in the form that is looked for. Only what the viewer may open is found.
    """
    wanted = Wanted(tuple(Term((stem,)) for stem in stems), is_any_enough=True)
    in_use, is_open = ItemFilters(), is_open_to(viewer)
    is_own = EvidenceItem.organisation_id == organisation_id
    where = and_(is_own, is_open, satisfies(in_use, is_open))
    return _search(wanted, _bounds_of(organisation_id, in_use, viewer), where, Order.BEST).ids


def _bounds_of(organisation_id: int, filters: ItemFilters, viewer: Actor | None) -> Bounds:
    """Return where the index has to look; the condition on the items decides all the same."""
    shelf = shelf_mark(organisation_id, is_withdrawn=filters.is_withdrawn)
    marks = [shelf]
    if filters.kind:
        marks.append(kind_mark(filters.kind))
    if filters.owner_id is not None:
        marks.append(owner_mark(filters.owner_id))
    if viewer is not None and policy.can_open_confidential(viewer):
        return Bounds(tuple(marks))
    opens = [opener_mark(shelf)]
    if viewer is not None and viewer.user_id is not None:
        opens.append(opener_mark(shelf, viewer.user_id))
    return Bounds(tuple(marks), tuple(opens))


def _search(wanted: Wanted, bounds: Bounds, condition: ColumnElement[bool], order: Order) -> _Ids:
    """Return what fits, best first; or in another order, by one query more."""
    if wanted.is_empty:
        return _Ids((), is_cut=False)
    hits = current_index().find_hits(wanted, bounds, condition)
    ids = sorted(hits.scores, key=lambda item_id: (-hits.scores[item_id], -item_id))
    if order != Order.BEST:
        chosen = select(EvidenceItem.id).where(EvidenceItem.id.in_(ids))
        ids = [*chain(*map(session.scalars, _sorted_runs(chosen, true(), order)))]
    return _Ids(ids, hits.is_cut)


def _list(where: ColumnElement[bool], is_open: ColumnElement[bool], order: Order) -> _Ids:
    runs = _sorted_runs(select(EvidenceItem.id).where(where), is_open, order)
    ids = [*chain(*(session.scalars(run.limit(MOST_LISTED + 1)) for run in runs))]
    return _Ids(ids[:MOST_LISTED], is_cut=len(ids) > MOST_LISTED)


def _sorted_runs(ids: Select[int], is_open: ColumnElement[bool], order: Order) -> list[Select[int]]:
    """Return selections that make up a list one after another, each in the order of an index.

    What has no date goes after what has one, and what the viewer may not open last of all: its
    place would tell its title or its dates.
    """
    newest = EvidenceItem.id.desc()
    if order in {Order.BEST, Order.NEWEST}:
        return [ids.order_by(newest)]
    closed, opened = ids.where(~is_open).order_by(newest), ids.where(is_open)
    if order == Order.TITLE:
        return [opened.order_by(EvidenceItem.sort_title, newest), closed]
    is_dated = order == Order.EVIDENCE_DATE
    day = EvidenceItem.evidence_on if is_dated else EvidenceItem.valid_until
    dated = opened.where(day.is_not(None)).order_by(day.desc() if is_dated else day, newest)
    return [dated, opened.where(day.is_(None)).order_by(newest), closed]


def _load(ids: Collection[int], is_open: ColumnElement[bool]) -> list[ListedItem]:
    rows = session.execute(
        select(EvidenceItem, EvidenceRevision, is_open)
        .join(EvidenceRevision, EvidenceRevision.item_id == EvidenceItem.id)
        .where(EvidenceItem.id.in_(ids), is_current())
        .options(joinedload(EvidenceItem.owner))
    )
    loaded = {item.id: ListedItem(item, revision, is_open) for item, revision, is_open in rows}
    return [loaded[item_id] for item_id in ids if item_id in loaded]


def _explain(items: Sequence[ListedItem], wanted: Wanted) -> list[ListedItem]:
    passages = find_passages([listed.revision.sha256 for listed in items], wanted)
    return [
        replace(
            listed,
            found=Found(
                title=mark_hits(listed.item.title, wanted),
                passage=passages.get(listed.revision.sha256 or ""),
                description=show_text(listed.item.description, wanted),
            ),
        )
        for listed in items
    ]
