"""What keeps the index in step with the library, in the caller's transaction.

An item is locked before it is read for its entry. So of an edit and the study of its file, which
may end at the same moment, whichever comes second writes an entry with what both of them found.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select

from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries.revisions import is_current, load_current_revisions
from cse_assess.evidence.search.entries import Entry, make_entries
from cse_assess.evidence.search.index import current_index
from cse_assess.evidence.study.models import FilePage, StoredFile

BATCH = 200
"""Items that are brought in step in one transaction."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a walk through the library has come: the last id, and what it found.

    `out_of_step` are the ids of the items whose entries were missing or not as they should be.
    """

    last_id: int
    checked: int
    out_of_step: tuple[int, ...]


def index_item(*, item: EvidenceItem) -> None:
    """Bring the entry of an item in step with it and with the text of its current file."""
    session.flush()
    index_by_id(item_id=item.id)


def index_by_id(*, item_id: int) -> None:
    """Bring the entry of the item of this id in step, where there is one."""
    _index(EvidenceItem.id == item_id)


def index_content(*, sha256: str) -> None:
    """Bring the entries of all items in step whose current file has this content."""
    holders = select(EvidenceRevision.item_id).where(
        EvidenceRevision.sha256 == sha256, is_current()
    )
    _index(EvidenceItem.id.in_(holders))


def _index(condition: ColumnElement[bool]) -> None:
    items = session.scalars(
        select(EvidenceItem)
        .where(condition)
        .order_by(EvidenceItem.id)
        .with_for_update(of=EvidenceItem)
        .execution_options(populate_existing=True)
    ).all()
    if items:
        current_index().save_entries([*_make_entries(items)])


def bring_in_step(*, after_id: int, is_repaired: bool) -> Progress | None:
    """Compare the entries of the next 200 items with the items; None where there are no more.

    Those that differ are written anew where `is_repaired` says so.
    """
    following = select(EvidenceItem).where(EvidenceItem.id > after_id).order_by(EvidenceItem.id)
    items = session.scalars(following.limit(BATCH)).all()
    if not items:
        return None
    kept = current_index().read_fingerprints(items[0].id, items[-1].id)
    wrong = tuple(item_id for item_id, prints in _fingerprint(items) if kept.get(item_id) != prints)
    if is_repaired and wrong:
        _index(EvidenceItem.id.in_(wrong))
    return Progress(items[-1].id, len(items), wrong)


def _fingerprint(items: Sequence[EvidenceItem]) -> list[tuple[int, list[str]]]:
    prints: defaultdict[int, list[str]] = defaultdict(list)
    for entry in _make_entries(items):
        prints[entry.item_id].append(entry.fingerprint)
    return [*prints.items()]


def _make_entries(items: Sequence[EvidenceItem]) -> list[Entry]:
    """Return the entries of some items, by four queries."""
    revisions = load_current_revisions({item.id for item in items})
    hashes = {revision.sha256 for revision in revisions.values() if revision.sha256}
    titles, texts = _load_titles(hashes), _load_texts(hashes)
    return [
        entry
        for item in items
        for revision in [revisions[item.id]]
        for entry in make_entries(
            item, revision, titles.get(revision.sha256 or "", ""), texts[revision.sha256 or ""]
        )
    ]


def _load_titles(hashes: Collection[str]) -> dict[str, str]:
    rows = session.execute(
        select(StoredFile.sha256, StoredFile.title).where(StoredFile.sha256.in_(hashes))
    )
    return {sha256: title for sha256, title in rows}  # noqa: C416 -- a Row is no plain tuple


def _load_texts(hashes: Collection[str]) -> defaultdict[str, list[str]]:
    rows = session.execute(
        select(FilePage.sha256, FilePage.text)
        .where(FilePage.sha256.in_(hashes))
        .order_by(FilePage.sha256, FilePage.number)
    )
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for sha256, text in rows:
        texts[sha256].append(text)
    return texts
