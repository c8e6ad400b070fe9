"""Takes in the files of one upload, each with a verdict of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, Protocol

from cse_assess.blobs import BlobStore
from cse_assess.config import UploadLimits
from cse_assess.db import session
from cse_assess.evidence import queries
from cse_assess.evidence.details import ItemDetails, check_details
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.intake import CheckedFile, check_count, receive_upload
from cse_assess.evidence.names import clean_file_name


class SentFile(Protocol):
    """A file as a browser sends it."""

    @property
    def filename(self) -> str | None:
        """The name that it is sent under."""

    @property
    def stream(self) -> IO[bytes]:
        """Its content."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one sent file: it was taken in, or refused for a reason."""

    file_name: str
    file: CheckedFile | None
    refusal: str = ""


def receive_files(
    files: Iterable[SentFile], *, organisation_id: int, blobs: BlobStore, limits: UploadLimits
) -> list[Verdict]:
    """Take in `files` in their order; one that is refused does not keep the others out.

    Raises `UploadRefused` where there are too many. Looking into files takes time, so the
    request's transaction is ended first (on SQLite it would keep everybody else from saving):
    call it before anything is written, or get `RuntimeError`.
    """
    sent = list(files)
    check_count(len(sent), limits)
    used = queries.used_bytes(organisation_id)
    end_transaction()
    verdicts = []
    for file in sent:
        verdict = _receive(file, blobs, limits, used)
        used += verdict.file.size if verdict.file else 0
        verdicts.append(verdict)
    return verdicts


def receive_new_files(
    files: Iterable[SentFile],
    *,
    details: ItemDetails,
    organisation_id: int,
    blobs: BlobStore,
    limits: UploadLimits,
) -> list[tuple[Verdict, ItemDetails]]:
    """Take in `files` that become items of their own, each with what is to be said of it.

    `details` hold for all of them, but the title only for a single file; a file without one is
    called after its name. They are checked before anything is kept: raises `DomainError` where
    they cannot be right, and otherwise as `receive_files` does.
    """
    sent = list(files)
    shared = details if len(sent) == 1 else replace(details, title="")
    check_details(replace(shared, title=shared.title or "Untitled"), organisation_id)
    verdicts = receive_files(sent, organisation_id=organisation_id, blobs=blobs, limits=limits)
    return [(verdict, _with_title(shared, verdict.file_name)) for verdict in verdicts]


def _with_title(details: ItemDetails, file_name: str) -> ItemDetails:
    title = details.title or PurePosixPath(file_name).stem.replace("_", " ")
    return replace(details, title=title)


def _receive(file: SentFile, blobs: BlobStore, limits: UploadLimits, used: int) -> Verdict:
    sent_name = file.filename or ""
    shown_name = clean_file_name(sent_name) or "A file without a name"
    try:
        checked = receive_upload(
            file.stream, file_name=sent_name, blobs=blobs, limits=limits, used_bytes=used
        )
    except UploadRefused as refusal:
        return Verdict(shown_name, None, refusal.message)
    return Verdict(shown_name, checked)


def end_transaction() -> None:
    """End the request's transaction before work that takes time.

    Raises `RuntimeError` where something was written already.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("files are received before anything is written")
    session.rollback()
