"""What the files of a batch are nearly the same as: evidence in the library, or each other."""

from collections.abc import Mapping
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.evidence.bulk.models import BatchFile, UploadBatch
from cse_assess.evidence.likeness.differences import describe_difference
from cse_assess.evidence.likeness.queries import (
    load_compared_texts,
    load_near_items,
    load_signatures,
)
from cse_assess.evidence.likeness.signatures import Signature

Signatures = Mapping[str, Signature]


@dataclass(frozen=True, slots=True)
class NearContent:
    """What is nearly the same as a file: an item, or another row; and in sentences what differs."""

    title: str
    differences: tuple[str, ...]
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """The content that is nearly the same, and what it is called."""

    sha256: str
    title: str
    item_id: int | None = None


def find_near(batch: UploadBatch, actor: Actor) -> dict[int, NearContent]:
    """Return what each file is nearly the same as, by the file's id.

    An item of the library that `actor` may open goes before an earlier row of the batch. Takes a
    fixed number of queries.
    """
    signatures = load_signatures({file.sha256 for file in batch.files if file.sha256})
    found = {**_find_rows(batch, signatures), **_find_items(batch, actor, signatures)}
    differences = _compare(found, signatures)
    return {
        file.id: NearContent(near.title, differences[sha256], near.item_id)
        for file in batch.files
        if (sha256 := file.sha256 or "") in found and (near := found[sha256])
    }


def _find_items(batch: UploadBatch, actor: Actor, signatures: Signatures) -> dict[str, _Found]:
    items = load_near_items(actor, batch.organisation_id, signatures)
    return {
        sha256: _Found(near.sha256, near.item.title, near.item.id) for sha256, near in items.items()
    }


def _find_rows(batch: UploadBatch, signatures: Signatures) -> dict[str, _Found]:
    """Return the first earlier row that each file is nearly the same as."""
    found: dict[str, _Found] = {}
    signed = {file.sha256: file for file in batch.files if file.sha256 in signatures}
    rows = list(signed.values())
    for at, file in enumerate(rows):
        sha256 = file.sha256 or ""
        near = (each for each in rows[:at] if _is_near(sha256, each, signatures))
        if earlier := next(near, None):
            found[sha256] = _Found(earlier.sha256 or "", earlier.file_name)
    return found


def _is_near(sha256: str, other: BatchFile, signatures: Signatures) -> bool:
    return signatures[sha256].is_nearly(signatures[other.sha256 or ""])


def _compare(found: Mapping[str, _Found], mine: Signatures) -> dict[str, tuple[str, ...]]:
    """Return what differs between each file and what was found for it, by the file's hash."""
    others = {near.sha256 for near in found.values()}
    theirs = load_signatures(others)
    texts = load_compared_texts({*found, *others})
    return {
        sha256: tuple(
            describe_difference(
                mine[sha256],
                theirs[near.sha256],
                texts.get(sha256, ""),
                texts.get(near.sha256, ""),
            )
        )
        for sha256, near in found.items()
    }
