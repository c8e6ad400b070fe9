"""Takes a ZIP apart in a limited child process, into files that are then checked one by one.

Nothing that the archive says is trusted: names become plain numbers on disk, sizes are what was
really read, and what only clutters an archive is left out with a note.
"""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZipFile, ZipInfo

from cse_assess.reading.archive import open_archive, read_entry
from cse_assess.reading.refusal import Refused

UNPACK = "cse_assess.evidence.bulk.unpacking:unpack"
_NAME_IS_UTF8 = 0x800
_CLUTTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True, slots=True)
class UnpackLimits:
    """The most files of an archive, and the most bytes of one and of all together."""

    files: int
    file_bytes: int
    total_bytes: int


def unpack(
    path: str, output: str, most_files: int, most_file_bytes: int, most_total_bytes: int
) -> list[dict[str, Any]]:
    """Unpack the ZIP at `path` into the folder `output`, as a task of `reading.child`.

    Returns one entry per file, in the archive's order: its `name` with the folders it stands in,
    and either the name of the unpacked `file` or why it was `skipped`. Raises `Refused` for an
    archive that is not sound, holds too much, or holds nothing.
    """
    limits = UnpackLimits(most_files, most_file_bytes, most_total_bytes)
    with Path(path).open("rb") as file, open_archive(file) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        wanted = [entry for entry in entries if not is_clutter(_name_of(entry))]
        _check_amount(wanted, limits)
        return [
            _take(archive, entry, Path(output) / f"{number:05}", limits)
            for number, entry in enumerate(entries)
        ]


def _check_amount(wanted: list[ZipInfo], limits: UnpackLimits) -> None:
    if not wanted:
        raise Refused("The ZIP holds no files. Check what you packed, and send it again.")
    if len(wanted) > limits.files:
        raise Refused(
            f"The ZIP holds {len(wanted)} files. Send at most {limits.files} at a time: "
            "make several ZIPs of it."
        )
    if sum(entry.file_size for entry in wanted) > limits.total_bytes:
        raise Refused(
            f"The ZIP unpacks to more than {limits.total_bytes // 1024**2:,} MB. "
            "Make several smaller ones of it."
        )


def _take(archive: ZipFile, entry: ZipInfo, target: Path, limits: UnpackLimits) -> dict[str, Any]:
    name = _name_of(entry)
    if is_clutter(name):
        return {"name": name, "skipped": "Left out: a file that the computer made for itself."}
    if entry.file_size > limits.file_bytes:
        most = limits.file_bytes // 1024**2
        return {"name": name, "skipped": f"The file is larger than {most} MB, the most for one."}
    with target.open("wb") as file:
        for chunk in read_entry(archive, entry.filename):
            file.write(chunk)
    return {"name": name, "file": target.name}


def _name_of(entry: ZipInfo) -> str:
    """Return the name as it was meant: old programs write UTF-8 without saying so."""
    if entry.flag_bits & _NAME_IS_UTF8:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return entry.filename


def is_clutter(name: str) -> bool:
    """Tell whether a file is none that anybody made: what systems and programs leave in folders."""
    path = PurePosixPath(name)
    is_hidden = any(part.startswith(("__MACOSX", ".")) for part in path.parts)
    return is_hidden or path.name.lower() in _CLUTTER or path.name.startswith("~$")
