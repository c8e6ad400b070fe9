"""The files of a folder or of a ZIP on this machine, for the command line."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cse_assess.config import UploadLimits
from cse_assess.errors import DomainError
from cse_assess.evidence.bulk.unpacking import UNPACK, is_clutter
from cse_assess.reading.child import ChildFailed, ChildLimits, run_child
from cse_assess.reading.refusal import Refused

MOST_FILES = 10_000
SECONDS_TO_UNPACK = 600
LEFT_OUT = "Left out: a file that the computer made for itself."


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: its `name` with the folders that it stands in, and where it can be read.

    Without a path it was left where it is, for the reason in `skipped`.
    """

    name: str
    path: Path | None
    skipped: str = ""

    @property
    def folders(self) -> tuple[str, ...]:
        """Return the names of the folders that the file stands in, the innermost first."""
        return PurePosixPath(self.name).parts[-2::-1]


@contextmanager
def open_source(path: Path, limits: UploadLimits) -> Iterator[list[SourceFile]]:
    """Give the files of the folder or ZIP at `path`, in order of their names, within the block.

    Raises `DomainError` for what is neither, and for a ZIP that is not sound.
    """
    if path.is_dir():
        yield sorted(_walk(path), key=lambda source: source.name)
    elif path.is_file():
        with tempfile.TemporaryDirectory(prefix="cse-assess-zip-") as folder:
            yield _unpack(path, Path(folder), limits)
    else:
        raise DomainError(f"{path}: there is no such folder or ZIP.")


def _walk(root: Path) -> Iterator[SourceFile]:
    """Give each file below `root`; links are not followed, so that nothing outside comes in."""
    for folder, _, names in os.walk(root):
        for name in names:
            path = Path(folder) / name
            shown = path.relative_to(root).as_posix()
            if is_clutter(shown):
                yield SourceFile(shown, None, LEFT_OUT)
            elif path.is_symlink() or not path.is_file():
                yield SourceFile(shown, None, "Left out: a link, or no ordinary file.")
            else:
                yield SourceFile(shown, path)


def _unpack(path: Path, folder: Path, limits: UploadLimits) -> list[SourceFile]:
    task = {
        "path": str(path.resolve()),
        "output": str(folder.resolve()),
        "most_files": MOST_FILES,
        "most_file_bytes": limits.file_bytes,
        "most_total_bytes": limits.organisation_bytes,
    }
    child_limits = ChildLimits(
        cpu_seconds=SECONDS_TO_UNPACK,
        deadline_seconds=SECONDS_TO_UNPACK,
        written_bytes=limits.file_bytes,
    )
    try:
        entries = run_child(UNPACK, task, limits=child_limits, output=folder)
    except Refused as refusal:
        raise DomainError(f"{path}: {refusal}") from None
    except ChildFailed:
        raise DomainError(f"{path}: this is no sound ZIP, so nothing was taken out.") from None
    files = (
        SourceFile(entry["name"], None, entry["skipped"])
        if "skipped" in entry
        else SourceFile(entry["name"], folder / f"{int(entry['file']):05}")
        for entry in entries
    )
    return sorted(files, key=lambda source: source.name)
