"""The table of a batch: each file with what is proposed or written of it, and what it resembles."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.clock import today
from cse_assess.evidence.bulk import queries
from cse_assess.evidence.bulk.models import BatchFile, Choice, UploadBatch
from cse_assess.evidence.bulk.near import NearContent, find_near
from cse_assess.evidence.bulk.proposals import PAGE_CHARACTERS, FileWords, ProposedDate, propose
from cse_assess.evidence.bulk.services import Wish
from cse_assess.evidence.likeness.study import LIKENESS_STEP
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item, shown_title
from cse_assess.evidence.privacy.queries import count_details
from cse_assess.evidence.study.models import StepState, StoredFile
from cse_assess.evidence.study.queries import load_steps


@dataclass(frozen=True, slots=True)
class SameContent:
    """What holds a file's very content already: an item, or another row of the same table."""

    title: str
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One taken file: what is written of it or proposed, and what the person should know.

    `dated` is what was found in the file, whatever is written by now; `near` what is nearly the
    same as it; `private_details` how many in it are not for everybody.
    """

    file: BatchFile
    wish: Wish
    dated: ProposedDate
    same: SameContent | None
    near: NearContent | None
    private_details: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of a batch's files have been looked into."""

    done: int
    total: int

    @property
    def is_over(self) -> bool:
        """Tell whether there is nothing to wait for."""
        return self.done >= self.total


def measure_progress(batch: UploadBatch) -> Progress:
    """Return how many of the taken files have been read and compared, or cannot be."""
    hashes = _hashes_of(batch)
    steps = load_steps(hashes, LIKENESS_STEP)
    done = sum(step.state != StepState.WAITING for step in steps.values())
    return Progress(done, len(hashes))


def list_rows(batch: UploadBatch, actor: Actor) -> list[Row]:
    """Return a row for each taken file, in order, in a fixed number of queries."""
    hashes = _hashes_of(batch)
    stored = queries.load_stored(hashes)
    texts = queries.load_beginnings(hashes, PAGE_CHARACTERS)
    same = _find_same(batch, actor, hashes)
    near, private = find_near(batch, actor), count_details(hashes)
    return [
        _make_row(
            file,
            _words_of(file, stored, texts),
            same.get(file.id),
            near.get(file.id),
            private.get(file.sha256, 0),
        )
        for file in batch.files
        if file.sha256
    ]


def _hashes_of(batch: UploadBatch) -> set[str]:
    return {file.sha256 for file in batch.files if file.sha256}


def _words_of(file: BatchFile, stored: dict[str, StoredFile], texts: dict[str, str]) -> FileWords:
    sha256 = file.sha256 or ""
    known = stored.get(sha256)
    return FileWords(
        file_name=file.file_name,
        title=known.title if known else "",
        written_on=known.written_on if known else None,
        text=texts.get(sha256, ""),
        is_picture=file.media_type.startswith("image/"),
    )


def _make_row(
    file: BatchFile,
    words: FileWords,
    same: SameContent | None,
    near: NearContent | None,
    private_details: int,
) -> Row:
    proposal = propose(words, today())
    wish = _wish_of(file, proposal.title, proposal.kind, proposal.dated.day)
    return Row(file, wish, proposal.dated, same, None if same else near, private_details)


def _wish_of(file: BatchFile, title: str, kind: str, day: date | None) -> Wish:
    """Return what a person has written before, and where nobody has, what is proposed."""
    if file.choice is None:
        return Wish(title, kind, day, Choice.ADD)
    return Wish(file.title or "", file.kind or kind, file.evidence_on, Choice(file.choice))


def _find_same(batch: UploadBatch, actor: Actor, hashes: Collection[str]) -> dict[int, SameContent]:
    """Return what each file is the same as, by the file's id: an item, or an earlier row."""
    items = queries.load_same_content(batch.organisation_id, hashes)
    found: dict[int, SameContent] = {}
    seen: dict[str, BatchFile] = {}
    for file in batch.files:
        sha256 = file.sha256 or ""
        if sha256 in items and batch.saved_at is None:
            found[file.id] = _describe_item(items[sha256], actor)
        elif sha256 in seen:
            found[file.id] = SameContent(seen[sha256].file_name)
        elif sha256:
            seen[sha256] = file
    return found


def _describe_item(item: EvidenceItem, actor: Actor) -> SameContent:
    return SameContent(shown_title(item, is_open=can_open_item(actor, item)), item.id)
