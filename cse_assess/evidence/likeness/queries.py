"""Which evidence is nearly the same as files; the queries are as many for one as for many."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased

from cse_assess.accounts.actor import Actor
from cse_assess.db import session
from cse_assess.evidence.likeness.models import FileLikeness, LikenessBand
from cse_assess.evidence.likeness.signatures import LikenessKind, Signature
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.policy import can_open_item
from cse_assess.evidence.queries import is_current
from cse_assess.evidence.study.models import FilePage

CANDIDATES_PER_FILE = 20
COMPARED_CHARACTERS = 60_000
COMPARED_PAGES = 40


@dataclass(frozen=True, slots=True)
class NearItem:
    """An item in use whose current file, with this hash, is nearly the same as another."""

    item: EvidenceItem
    sha256: str


def load_signatures(hashes: Collection[str]) -> dict[str, Signature]:
    """Return the signatures of contents, by hash; files that were not studied are missing."""
    rows = session.scalars(select(FileLikeness).where(FileLikeness.sha256.in_(hashes)))
    return {row.sha256: Signature(LikenessKind(row.kind), row.signature) for row in rows}


def load_near_items(
    actor: Actor, organisation_id: int, signatures: Mapping[str, Signature]
) -> dict[str, NearItem]:
    """Return, by the hash of each file, the item in use that it is nearly the same as.

    Only items that `actor` may open are named. Of several, the one that shares most comes first;
    the very same content does not count.
    """
    candidates = _list_candidates(organisation_id, set(signatures))
    theirs = load_signatures({near.sha256 for found in candidates.values() for near in found})
    near: dict[str, NearItem] = {}
    for sha256, found in candidates.items():
        for candidate in found:
            is_near = signatures[sha256].is_nearly(theirs[candidate.sha256])
            if is_near and can_open_item(actor, candidate.item):
                near[sha256] = candidate
                break
    return near


def _list_candidates(organisation_id: int, hashes: Collection[str]) -> dict[str, list[NearItem]]:
    """Return what shares parts of each file's signature, what shares most of them first."""
    theirs = aliased(LikenessBand)
    shared = func.count(theirs.band)
    rows = session.execute(
        select(LikenessBand.sha256, theirs.sha256, EvidenceItem)
        .join(theirs, and_(theirs.band == LikenessBand.band, theirs.value == LikenessBand.value))
        .join(EvidenceRevision, EvidenceRevision.sha256 == theirs.sha256)
        .join(EvidenceItem, EvidenceItem.id == EvidenceRevision.item_id)
        .where(
            LikenessBand.sha256.in_(hashes),
            theirs.sha256 != LikenessBand.sha256,
            EvidenceItem.organisation_id == organisation_id,
            EvidenceItem.withdrawn_at.is_(None),
            is_current(),
        )
        .group_by(LikenessBand.sha256, theirs.sha256, EvidenceItem.id)
        .order_by(shared.desc(), EvidenceItem.id)
        .limit(CANDIDATES_PER_FILE * max(1, len(hashes)))
    )
    found: dict[str, list[NearItem]] = defaultdict(list)
    for mine, other, item in rows:
        found[mine].append(NearItem(item, other))
    return found


def load_compared_texts(hashes: Collection[str]) -> dict[str, str]:
    """Return the words of each content as far as they are compared, by hash."""
    rows = session.execute(
        select(FilePage.sha256, func.substr(FilePage.text, 1, COMPARED_CHARACTERS))
        .where(FilePage.sha256.in_(hashes), FilePage.number <= COMPARED_PAGES)
        .order_by(FilePage.sha256, FilePage.number)
    )
    texts: dict[str, list[str]] = defaultdict(list)
    for sha256, text in rows:
        texts[sha256].append(text)
    return {sha256: "\n".join(pages)[:COMPARED_CHARACTERS] for sha256, pages in texts.items()}
