"""Starts, describes, saves and lets go of batches of uploaded files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cse_assess.accounts.actor import Actor
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.bulk.destinations import Destination
from cse_assess.evidence.bulk.models import BatchFile, Choice, UploadBatch
from cse_assess.evidence.bulk.policy import can_use_batch
from cse_assess.evidence.custody.services import hold_file
from cse_assess.evidence.details import ItemDetails, check_details
from cse_assess.evidence.errors import AlreadyThere
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem, EvidenceKind
from cse_assess.evidence.policy import can_add_evidence
from cse_assess.evidence.reception import Verdict
from cse_assess.evidence.services import add_file_evidence
from cse_assess.evidence.study.services import study_held_file

KEPT_FOR = timedelta(days=7)
# Held a little longer than its batch, so that no round finds one without the other.
HELD_FOR = KEPT_FOR + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person has written of one file of a batch, and what shall be done with it."""

    title: str
    kind: str
    evidence_on: date | None
    choice: Choice


@dataclass(frozen=True, slots=True)
class SharedDetails:
    """What holds for every file of a batch."""

    owner_id: int | None = None
    is_confidential: bool = False


class RowRefused(DomainError):
    """What was written of the file at `position` cannot be right."""

    def __init__(self, position: int, cause: DomainError) -> None:
        super().__init__(cause.message, field=cause.field)
        self.position = position


def start_batch(
    *,
    actor: Actor,
    organisation_id: int,
    verdicts: Sequence[Verdict],
    destination: str = "",
) -> UploadBatch:
    """Keep the files of one upload until they are described and saved; ask for their study.

    Raises `NotAllowed` without the right to add evidence.
    """
    if actor.organisation_id != organisation_id or not can_add_evidence(actor):
        raise NotAllowed("You cannot add evidence to this library. Ask an improvement lead.")
    batch = UploadBatch(
        organisation_id=organisation_id,
        created_by_id=actor.user_id,
        expires_at=now() + KEPT_FOR,
        destination=destination,
        owner_id=actor.user_id,
        files=[_make_row(number, verdict) for number, verdict in enumerate(verdicts)],
    )
    session.add(batch)
    session.flush()
    taken = [verdict.file for verdict in verdicts if verdict.file is not None]
    _hold(taken)
    for file in taken:
        study_held_file(file=file)
    return batch


def _hold(files: Sequence[CheckedFile]) -> None:
    """Hold the files in the order of their hashes, as everybody does who locks several."""
    for file in sorted(files, key=lambda file: file.sha256):
        hold_file(file=file, until_at=now() + HELD_FOR)


def _make_row(position: int, verdict: Verdict) -> BatchFile:
    row = BatchFile(position=position, file_name=verdict.file_name, refusal=verdict.refusal)
    if verdict.file is not None:
        row.sha256, row.size = verdict.file.sha256, verdict.file.size
        row.media_type = verdict.file.media_type
    return row


def describe_batch(
    *,
    actor: Actor,
    batch: UploadBatch,
    version_id: int,
    wishes: Mapping[int, Wish],
    shared: SharedDetails,
) -> None:
    """Keep what was written so far, by the files' positions, to go on later; checks nothing.

    Raises `NotAllowed`, and `Conflict` where somebody else has changed or saved the batch.
    """
    _begin(actor, batch, version_id)
    batch.owner_id, batch.is_confidential = shared.owner_id, shared.is_confidential
    for file in batch.files:
        if file.position in wishes:
            _write(wishes[file.position], file)
    batch.expires_at = now() + KEPT_FOR
    session.flush()
    _hold([_content_of(file) for file in batch.files if file.sha256])


def _write(wish: Wish, file: BatchFile) -> None:
    file.title, file.kind = wish.title[:300], wish.kind
    file.evidence_on, file.choice = wish.evidence_on, wish.choice


def save_batch(
    *,
    actor: Actor,
    batch: UploadBatch,
    version_id: int,
    wishes: Mapping[int, Wish],
    shared: SharedDetails,
    destination: Destination | None = None,
) -> list[EvidenceItem]:
    """Make the files evidence as `wishes` say, all or none; return the items in their order.

    Where there is a destination, every item is attached to it. Raises `RowRefused` for a file
    whose details cannot be right, and otherwise as `describe_batch` and the destination do.
    """
    if destination is not None:
        destination.begin()
    _begin(actor, batch, version_id)
    _check_rows(batch, wishes, shared)
    items = [_take(actor, file, wishes[file.position], shared) for file in _wanted(batch, wishes)]
    if destination is not None and items:
        destination.attach(list(dict.fromkeys(items)))
    batch.saved_at = now()
    session.flush()
    return items


def _wanted(batch: UploadBatch, wishes: Mapping[int, Wish]) -> list[BatchFile]:
    return [
        file
        for file in batch.files
        if file.sha256 and file.position in wishes and wishes[file.position].choice != Choice.LEAVE
    ]


def _check_rows(batch: UploadBatch, wishes: Mapping[int, Wish], shared: SharedDetails) -> None:
    """Check every row before the first item is made: the audit chain is locked from then on."""
    if not _wanted(batch, wishes):
        raise DomainError("Tick at least one file that you want to keep.")
    for file in _wanted(batch, wishes):
        try:
            check_details(_details(wishes[file.position], shared), batch.organisation_id)
        except DomainError as error:
            raise RowRefused(file.position, error) from error


def _details(wish: Wish, shared: SharedDetails) -> ItemDetails:
    return ItemDetails(
        title=wish.title,
        kind=wish.kind or EvidenceKind.OTHER,
        evidence_on=wish.evidence_on,
        owner_id=shared.owner_id,
        is_confidential=shared.is_confidential,
    )


def _take(actor: Actor, file: BatchFile, wish: Wish, shared: SharedDetails) -> EvidenceItem:
    _write(wish, file)
    try:
        item = add_file_evidence(
            actor=actor,
            organisation_id=file.batch.organisation_id,
            blob=_content_of(file),
            is_duplicate_wanted=wish.choice == Choice.ADD_AGAIN,
            **_details(wish, shared).as_fields(),
        )
    except AlreadyThere as error:
        item = error.item
    file.item_id = item.id
    return item


def _content_of(file: BatchFile) -> CheckedFile:
    return CheckedFile(file.sha256 or "", file.size or 0, file.media_type, file.file_name)


def discard_batch(*, actor: Actor, batch: UploadBatch) -> None:
    """Let go of an unwanted batch; its files go with a daily round. Raises `NotAllowed`."""
    _require_use(actor, batch)
    session.delete(batch)
    session.flush()


def delete_expired_batch(*, batch_id: int) -> None:
    """Delete a batch whose time has passed; the evidence that it became stays."""
    batch = session.get(UploadBatch, batch_id, with_for_update=True)
    if batch is not None and batch.expires_at <= now():
        session.delete(batch)
        session.flush()


def _begin(actor: Actor, batch: UploadBatch, version_id: int) -> None:
    _require_use(actor, batch)
    session.refresh(batch, with_for_update={"of": UploadBatch})
    if batch.saved_at is not None:
        raise Conflict("These files are saved already. You find them in the library.")
    if batch.version_id != version_id:
        raise Conflict("Somebody else changed this table while you had it open. Look at it again.")


def _require_use(actor: Actor, batch: UploadBatch) -> None:
    if not can_use_batch(actor, batch):
        raise NotAllowed("These files are somebody else's upload. Ask an improvement lead.")
