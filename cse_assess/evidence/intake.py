"""The door of the library: a file comes in whole and checked, or leaves nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cse_assess.blobs import ArrivingUpload, BlobStore, IncomingBlob
from cse_assess.config import MEBIBYTE, UploadLimits
from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import FileType, advise_on, find_type, list_suffixes
from cse_assess.evidence.inspector import inspect_file
from cse_assess.evidence.names import clean_file_name, suffix_of

CHUNK_BYTES = 256 * 1024
_EMPTY = "The file is empty. Check that it was saved, then choose it again."


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A stored file that has passed every check; `size` in bytes."""

    sha256: str
    size: int
    media_type: str
    file_name: str


def receive_upload(
    stream: IO[bytes],
    *,
    file_name: str,
    blobs: BlobStore,
    limits: UploadLimits,
    used_bytes: int,
) -> CheckedFile:
    """Store what `stream` holds under its hash, once it has passed every check.

    `used_bytes` is what the organisation stores already. Raises `UploadRefused` saying what is
    wrong and what to do; then nothing of the file is kept. Takes memory for one chunk, and no
    database: call it outside a transaction.
    """
    name = clean_file_name(file_name)
    file_type = check_name(name)
    room = limits.organisation_bytes - used_bytes
    with _arrive(stream, blobs, limits, room) as incoming:
        inspect_file(incoming.finish().path, file_type, limits.image_pixels)
        stored = incoming.keep()
    return CheckedFile(stored.sha256, stored.size, file_type.media_type, name)


def check_file(path: Path, limits: UploadLimits) -> FileType:
    """Return the type of a file on this machine that would be let in.

    Raises `UploadRefused` saying what is wrong and what to do, and `OSError` where it cannot be
    opened. Nothing of it is kept.
    """
    file_type = check_name(clean_file_name(path.name))
    size = path.stat().st_size
    if size == 0:
        raise UploadRefused(_EMPTY)
    if size > limits.file_bytes:
        raise UploadRefused(_refuse_size(limits))
    inspect_file(path, file_type, limits.image_pixels)
    return file_type


def check_count(count: int, limits: UploadLimits) -> None:
    """Raise `UploadRefused` where more than the allowed number of files come at once."""
    if count > limits.files_per_upload:
        raise UploadRefused(
            f"You chose {count} files. Upload {limits.files_per_upload} or fewer at a time.",
            field="files",
        )


def check_name(name: str) -> FileType:
    """Return the type that the cleaned `name` claims; raise `UploadRefused` for another."""
    if not name:
        raise UploadRefused("The file has no name. Give it one that says what it is.")
    suffix = suffix_of(name)
    file_type = find_type(suffix)
    if file_type is None:
        raise UploadRefused(_refuse_suffix(suffix))
    return file_type


def _refuse_suffix(suffix: str) -> str:
    if not suffix:
        return (
            "The name of the file does not say what type it is. "
            "Save it with an ending such as .pdf or .docx."
        )
    accepted = ", ".join(list_suffixes())
    return (
        f"Files of the type .{suffix} are not accepted. {advise_on(suffix)} Accepted: {accepted}."
    )


def _refuse_size(limits: UploadLimits) -> str:
    return (
        f"The file is larger than {limits.file_bytes // MEBIBYTE} MB, the most that one "
        "file may have. Make it smaller or split it, for instance by saving its pictures "
        "at a lower resolution."
    )


@contextmanager
def _arrive(
    stream: IO[bytes], blobs: BlobStore, limits: UploadLimits, room: int
) -> Iterator[IncomingBlob]:
    """Give the content of `stream` in the store; a part of a request has been written there."""
    if isinstance(stream, ArrivingUpload):
        _check_amount(stream.incoming.size, limits, room)
        yield stream.incoming
    else:
        with blobs.receive() as incoming:
            _copy(stream, incoming, limits, room)
            yield incoming


def _copy(stream: IO[bytes], incoming: IncomingBlob, limits: UploadLimits, room: int) -> None:
    while chunk := stream.read(CHUNK_BYTES):
        _check_amount(incoming.size + len(chunk), limits, room)
        incoming.write(chunk)
    _check_amount(incoming.size, limits, room)


def _check_amount(size: int, limits: UploadLimits, room: int) -> None:
    """Raise `UploadRefused` for a file of `size` bytes that is empty, too large or has no room."""
    if size == 0:
        raise UploadRefused(_EMPTY)
    if size > limits.file_bytes:
        raise UploadRefused(_refuse_size(limits))
    if size > room:
        raise UploadRefused(
            "There is no room left for this file: your organisation may store "
            f"{limits.organisation_bytes // MEBIBYTE:,} MB. Ask whoever runs this server "
            "for more room."
        )
