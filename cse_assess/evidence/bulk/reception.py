"""Takes in many files, and the files of ZIPs among them, each with a verdict of its own."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

from cse_assess.blobs import BlobStore
from cse_assess.config import UploadLimits
from cse_assess.evidence.bulk.unpacking import UNPACK
from cse_assess.evidence.intake import CHUNK_BYTES, check_count
from cse_assess.evidence.names import clean_file_name, suffix_of
from cse_assess.evidence.reception import SentFile, Verdict, end_transaction, receive_files
from cse_assess.reading.child import ChildFailed, ChildLimits, run_child
from cse_assess.reading.refusal import Refused

MOST_FILES = 100
SECONDS_TO_UNPACK = 120
_NOT_UNPACKED = "Nothing was taken out of this ZIP. {}"
_TOO_HARD = "It is damaged, or built to overload whatever opens it. Pack the files again."


@dataclass(frozen=True, slots=True)
class UnpackedFile:
    """A file that was taken out of a ZIP, in the form in which browsers send files."""

    filename: str
    stream: IO[bytes]


def receive_batch(
    files: Iterable[SentFile], *, organisation_id: int, blobs: BlobStore, limits: UploadLimits
) -> list[Verdict]:
    """Take in `files`, and what is in the ZIPs among them; return a verdict for each file.

    Raises `UploadRefused` where there are too many. Ends the request's transaction, as
    `receive_files` does: call it before anything is written.
    """
    end_transaction()
    generous = replace(limits, files_per_upload=MOST_FILES)
    with ExitStack() as stack:
        sources = [source for file in files for source in _open(file, limits, stack)]
        sent = [source for source in sources if not isinstance(source, Verdict)]
        check_count(len(sent), generous)
        received = iter(
            receive_files(sent, organisation_id=organisation_id, blobs=blobs, limits=generous)
        )
        return [each if isinstance(each, Verdict) else next(received) for each in sources]


def _open(file: SentFile, limits: UploadLimits, stack: ExitStack) -> Iterator[SentFile | Verdict]:
    """Give the file, or the files of a ZIP and a verdict for each that was left in it."""
    name = clean_file_name(file.filename or "")
    if suffix_of(name) != "zip":
        yield file
        return
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cse-assess-zip-")))
    try:
        entries = _unpack(file.stream, folder, limits)
    except (Refused, ChildFailed) as error:
        reason = str(error) if isinstance(error, Refused) else _TOO_HARD
        yield Verdict(name, None, _NOT_UNPACKED.format(reason))
        return
    for entry in entries:
        yield _open_entry(entry, folder / "files", stack)


def _open_entry(entry: dict[str, Any], folder: Path, stack: ExitStack) -> SentFile | Verdict:
    if "skipped" in entry:
        return Verdict(clean_file_name(entry["name"]) or "A file", None, entry["skipped"])
    # Numbers of the child's own making, so nothing in the archive chooses a path here.
    stream = stack.enter_context((folder / f"{int(entry['file']):05}").open("rb"))
    return UnpackedFile(entry["name"], stream)


def _unpack(stream: IO[bytes], folder: Path, limits: UploadLimits) -> list[dict[str, Any]]:
    archive, output = folder / "archive.zip", folder / "files"
    output.mkdir()
    with archive.open("wb") as file:
        shutil.copyfileobj(stream, file, CHUNK_BYTES)
    entries: list[dict[str, Any]] = run_child(
        UNPACK,
        {
            "path": str(archive),
            "output": str(output),
            "most_files": MOST_FILES,
            "most_file_bytes": limits.file_bytes,
            "most_total_bytes": limits.request_bytes,
        },
        limits=ChildLimits(written_bytes=limits.file_bytes, deadline_seconds=SECONDS_TO_UNPACK),
        output=output,
    )
    return entries
