"""What batches of uploaded files can be asked; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from cse_assess.accounts.actor import Actor
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.bulk.models import BatchFile, UploadBatch
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries import is_current
from cse_assess.evidence.study.models import FilePage, StoredFile


def get_batch(batch_id: int, organisation_id: int | None) -> UploadBatch:
    """Return a batch of the organisation with its files; raise `NotFound`, also once expired."""
    batch = session.scalar(
        select(UploadBatch)
        .where(UploadBatch.id == batch_id, UploadBatch.organisation_id == organisation_id)
        .where(UploadBatch.expires_at > now())
        .options(selectinload(UploadBatch.files), joinedload(UploadBatch.created_by))
    )
    if batch is None:
        raise NotFound("These files are not here any more. Upload them again.")
    return batch


@dataclass(frozen=True, slots=True)
class OpenBatch:
    """A batch that waits to be saved, and how many of its files were taken in."""

    batch: UploadBatch
    count: int


def list_open_batches(actor: Actor) -> list[OpenBatch]:
    """Return the batches that wait for the person, or for anybody where they are a lead."""
    wanted = (
        select(UploadBatch, func.count(BatchFile.sha256))
        .join(UploadBatch.files)
        .where(
            UploadBatch.organisation_id == actor.organisation_id,
            UploadBatch.saved_at.is_(None),
            UploadBatch.expires_at > now(),
        )
        .options(joinedload(UploadBatch.created_by))
        .group_by(UploadBatch.id)
        .order_by(UploadBatch.id.desc())
    )
    if not actor.is_lead:
        wanted = wanted.where(UploadBatch.created_by_id == actor.user_id)
    return [OpenBatch(*row) for row in session.execute(wanted)]


def list_expired_ids() -> Sequence[int]:
    """Return the ids of the batches whose time has passed, in order."""
    return session.scalars(
        select(UploadBatch.id).where(UploadBatch.expires_at <= now()).order_by(UploadBatch.id)
    ).all()


def load_stored(hashes: Collection[str]) -> dict[str, StoredFile]:
    """Return what is known of the contents, by hash."""
    rows = session.scalars(select(StoredFile).where(StoredFile.sha256.in_(hashes)))
    return {stored.sha256: stored for stored in rows}


def load_beginnings(hashes: Collection[str], characters: int) -> dict[str, str]:
    """Return the beginning of each content's first page with words, by hash."""
    first = (
        select(FilePage.sha256, func.min(FilePage.number).label("number"))
        .where(FilePage.sha256.in_(hashes), FilePage.text != "")
        .group_by(FilePage.sha256)
        .subquery()
    )
    rows = session.execute(
        select(FilePage.sha256, func.substr(FilePage.text, 1, characters)).join(
            first, (FilePage.sha256 == first.c.sha256) & (FilePage.number == first.c.number)
        )
    )
    return dict(rows.all())


def load_same_content(organisation_id: int, hashes: Collection[str]) -> dict[str, EvidenceItem]:
    """Return the oldest item in use whose current revision is each content, by hash."""
    rows = session.execute(
        select(EvidenceRevision.sha256, EvidenceItem)
        .join(EvidenceRevision.item)
        .where(
            EvidenceItem.organisation_id == organisation_id,
            EvidenceItem.withdrawn_at.is_(None),
            EvidenceRevision.sha256.in_(hashes),
            is_current(),
        )
        .order_by(EvidenceItem.id.desc())
    )
    return {sha256: item for sha256, item in rows if sha256}
