"""Hashes every stored file again and holds it against what the database and the trail say.

Files are taken by ranges of their hash and rows by pages, each read in a short transaction of its
own: nothing is locked while files are hashed, and memory does not grow with the library.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from cse_assess.audit.queries import verify_chain
from cse_assess.blobs import CHUNK_BYTES, BlobMissing, BlobStore
from cse_assess.db import read_only
from cse_assess.evidence.custody import queries
from cse_assess.evidence.custody.claims import Claim, ClaimSource, HashRange, split_hashes
from cse_assess.evidence.custody.queries import Recorded, RevisionKey

PAGE_SIZE = 1000


class FaultKind(StrEnum):
    """What is wrong: with a stored file, a record, a submission or the audit chain."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    ORPHANED = "orphaned"
    RECORD = "record"
    SUBMISSION = "submission"
    ADDENDUM = "addendum"
    SIGNATURE = "signature"
    AUDIT = "audit"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `holder` is what names the file, empty where nothing does."""

    kind: FaultKind
    message: str
    sha256: str = ""
    holder: str = ""
    item_id: int | None = None
    revision: int | None = None


@dataclass(slots=True)
class Count:
    """How much was checked so far: stored files with their `bytes`, and revisions."""

    files: int = 0
    bytes: int = 0
    revisions: int = 0


Progress = Callable[[Count], None]


def verify_custody(
    blobs: BlobStore, sources: Sequence[ClaimSource], count: Count, report_progress: Progress
) -> Iterator[Fault]:
    """Give every fault of the stored files, of their records and of the audit chain.

    `sources` are all that name stored files; a file that none of them names is orphaned. `count`
    is kept up while it goes on, and handed to `report_progress` after each file and each page of
    revisions. Call it outside a transaction.
    """
    for start, span in split_hashes():
        yield from _check_range(blobs, start, _SourcesIn(sources, span), count, report_progress)
    yield from _check_records(count, report_progress)
    yield from _check_trail()
    with read_only():
        chain = verify_chain()
    yield from (Fault(FaultKind.AUDIT, fault.message) for fault in chain)


@dataclass(frozen=True, slots=True)
class _SourcesIn:
    """The sources of claims, narrowed to one range of hashes."""

    sources: Sequence[ClaimSource]
    span: HashRange

    def list_claims(self) -> list[Claim]:
        with read_only():
            found = [claim for source in self.sources for claim in source(self.span)]
        return sorted(found, key=attrgetter("sha256"))


def _check_range(
    blobs: BlobStore, start: str, sources: _SourcesIn, count: Count, report_progress: Progress
) -> Iterator[Fault]:
    """Check the files of one range: listed first, so that none is claimed later than it is seen."""
    unclaimed = set(blobs.iter_hashes(start))
    for sha256, claims in groupby(sources.list_claims(), key=attrgetter("sha256")):
        unclaimed.discard(sha256)
        yield from _check_file(blobs, sha256, list(claims), count)
        report_progress(count)
    for sha256 in sorted(unclaimed):
        yield Fault(
            FaultKind.ORPHANED,
            "Nothing in the database names this stored file: its upload was broken off, or its "
            "row is gone. An upload that is just being saved looks the same: run this again.",
            sha256,
        )


def _check_file(
    blobs: BlobStore, sha256: str, claims: list[Claim], count: Count
) -> Iterator[Fault]:
    """Hash one file once, and tell each claim what is wrong with it."""
    try:
        found, size = _hash(blobs, sha256)
    except (BlobMissing, ValueError):
        yield from _blame(claims, FaultKind.MISSING, "The stored file is gone.")
        return
    except OSError as error:
        reason = f"The stored file cannot be read: {error.strerror}."
        yield from _blame(claims, FaultKind.UNREADABLE, reason)
        return
    count.files += 1
    count.bytes += size
    if found != sha256:
        reason = f"The content of the stored file was changed: its SHA-256 is now {found}."
        yield from _blame(claims, FaultKind.CHANGED, reason)
    else:
        yield from _check_sizes(claims, size)


def _hash(blobs: BlobStore, sha256: str) -> tuple[str, int]:
    digest = hashlib.sha256()
    with blobs.open(sha256) as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
        return digest.hexdigest(), file.tell()


def _check_sizes(claims: list[Claim], size: int) -> Iterator[Fault]:
    for claim in claims:
        if claim.size not in (None, size):
            reason = f"The record says {claim.size} bytes, the stored file has {size}."
            yield from _blame([claim], FaultKind.RECORD, reason)


def _blame(claims: list[Claim], kind: FaultKind, message: str) -> Iterator[Fault]:
    for claim in claims:
        yield Fault(kind, message, claim.sha256, claim.holder, claim.item_id, claim.revision)


def _check_records(count: Count, report_progress: Progress) -> Iterator[Fault]:
    """Hold each revision against what the audit trail says came in with it."""
    last = 0
    while True:
        with read_only():
            page = queries.list_recorded(last, PAGE_SIZE)
            told = queries.load_told_hashes({each.key.item_id for each in page})
        if not page:
            return
        last = page[-1].row_id
        count.revisions += len(page)
        report_progress(count)
        for recorded in page:
            yield from _check_record(recorded, told)


def _check_record(recorded: Recorded, told: dict[RevisionKey, str | None]) -> Iterator[Fault]:
    key, sha256 = recorded.key, recorded.sha256 or ""
    if key not in told:
        yield _fault_of(key, sha256, "The audit trail does not tell how this revision came in.")
    elif told[key] != recorded.sha256:
        was = told[key] or "a web address"
        now = sha256 or "a web address"
        yield _fault_of(
            key, sha256, f"The audit trail says that {was} came in; the record says {now}."
        )


def _check_trail() -> Iterator[Fault]:
    """Find revisions that the audit trail tells of and the database no longer has."""
    last = 0
    while True:
        with read_only():
            last, told = queries.list_told_revisions(last, PAGE_SIZE)
            existing = queries.find_existing(told)
        if not told:
            return
        for key in told:
            if key not in existing:
                yield _fault_of(
                    key, told[key] or "", "The audit trail tells of it, but its record is gone."
                )


def _fault_of(key: RevisionKey, sha256: str, message: str) -> Fault:
    return Fault(FaultKind.RECORD, message, sha256, key.name, key.item_id, key.number)
