"""Takes in the files of one upload, each with a verdict of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Protocol

from cse_assess.blobs import BlobStore
from cse_assess.config import UploadLimits
from cse_assess.db import session
from cse_assess.evidence import queries
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
    _end_transaction()
    verdicts = []
    for file in sent:
        verdict = _receive(file, blobs, limits, used)
        used += verdict.file.size if verdict.file else 0
        verdicts.append(verdict)
    return verdicts


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


def _end_transaction() -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("files are received before anything is written")
    session.rollback()
