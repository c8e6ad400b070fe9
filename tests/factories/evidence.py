"""Evidence items and revisions, straight into the database."""

import hashlib
import itertools
from io import BytesIO

from cse_assess.blobs import BlobStore
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem, EvidenceKind, EvidenceRevision
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.search.services import index_item
from cse_assess.evidence.study.models import StoredFile

_numbers = itertools.count(1)


def make_checked_file(
    content: bytes = b"%PDF-1.7 minutes",
    file_name: str = "minutes.pdf",
    blobs: BlobStore | None = None,
) -> CheckedFile:
    """Return a file as intake hands it over; stored where a blob store is given."""
    if blobs is not None:
        with blobs.receive() as incoming:
            incoming.write(content)
            incoming.keep()
    sha256 = hashlib.sha256(content).hexdigest()
    return CheckedFile(sha256, len(content), "application/pdf", file_name)


def make_item(
    organisation, *, owner=None, created_by=None, content=None, url=None, **fields
) -> EvidenceItem:
    """Store an item with one revision: a file of `content`, or the address `url`."""
    number = next(_numbers)
    item = EvidenceItem(
        organisation_id=organisation.id,
        owner_id=owner.id if owner else None,
        created_by_id=created_by.id if created_by else None,
        **{
            "title": f"Evidence {number}",
            "kind": EvidenceKind.POLICY,
            "evidence_on": today(),
            **fields,
        },
    )
    revision = EvidenceRevision(number=1, created_by_id=item.created_by_id)
    if url:
        revision.url = url
    else:
        file = make_checked_file(content or f"content {number}".encode())
        revision.sha256, revision.size = file.sha256, file.size
        revision.media_type, revision.file_name = file.media_type, file.file_name
    item.revisions.append(revision)
    session.add(item)
    session.flush()
    if revision.is_file:
        _note_file(revision)
    index_item(item=item)
    session.commit()
    return item


def _note_file(revision: EvidenceRevision) -> None:
    session.merge(
        StoredFile(
            sha256=revision.sha256,
            size=revision.size,
            media_type=revision.media_type,
            suffix=suffix_of(revision.file_name),
        )
    )


def upload(content: bytes, name: str):
    """Return a file as the test client sends it."""
    return (BytesIO(content), name)
