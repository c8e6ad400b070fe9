"""The ZIP container of Office documents: checked before anything is unpacked.

Limits follow what sound documents look like: sheets of one repeated value compress about 100 to 1
(deflate's most is 1,032 to 1), so more than 200 to 1 over the whole is a bomb.
"""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from os import SEEK_END
from pathlib import PurePosixPath
from typing import BinaryIO

from cse_assess.reading.refusal import DAMAGED, TWO_IN_ONE, Refused

MEBIBYTE = 1024 * 1024
MOST_ENTRIES = 10_000
MOST_BYTES = 600 * MEBIBYTE
MOST_RATIO = 200
RATIO_COUNTS_FROM = 20 * MEBIBYTE
CHUNK_BYTES = 256 * 1024
_LOCAL_HEADER = b"PK\x03\x04"
_LOCAL_HEADER_BYTES = 30
_END = b"PK\x05\x06"
_END_BYTES = 22
_IS_ENCRYPTED = 0x1
_NAME_IS_UTF8 = 0x800
_TOO_LARGE_WITHIN = (
    "The file grows far beyond a sensible size when it is opened, as files that are built to "
    "overload a computer do. Save it as a PDF, or leave out what is not needed."
)
_ODD = (
    "The file is not built as the program that its name speaks of builds it. "
    "Open it, save it again and upload that copy."
)
_LOCKED = "The file is protected with a password. Take the password off, save, and upload the copy."


@contextmanager
def open_archive(file: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """Open the container of a document, checked; whatever breaks inside becomes `Refused`."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_frame(file, archive)
            _check_entries(archive.infolist())
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError):
        raise Refused(DAMAGED) from None


def read_entry(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Unpack one entry in chunks; its checksum and its declared size are verified."""
    with archive.open(name) as entry:
        while chunk := entry.read(CHUNK_BYTES):
            yield chunk


def read_whole(archive: zipfile.ZipFile, name: str, most_bytes: int) -> bytes:
    """Unpack a small entry; raise `Refused` where it is missing or larger than `most_bytes`."""
    try:
        entry = archive.getinfo(name)
    except KeyError:
        raise Refused(_ODD) from None
    if entry.file_size > most_bytes:
        raise Refused(_TOO_LARGE_WITHIN)
    return archive.read(entry)


def refuse_hidden_archive(file: BinaryIO) -> None:
    """Raise `Refused` where an archive is hidden in a file that is none."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.infolist():
                raise Refused(TWO_IN_ONE)
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        pass  # no archive: as it should be
    finally:
        file.seek(0)


def _check_frame(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Refuse content before the first entry or after the end: another file is hidden there."""
    file.seek(-_END_BYTES, SEEK_END)
    end = file.read(_END_BYTES)
    starts_at = min((entry.header_offset for entry in archive.infolist()), default=0)
    file.seek(0)
    is_whole = end.startswith(_END) and file.read(4) == _LOCAL_HEADER
    if archive.comment or starts_at != 0 or not is_whole:
        raise Refused(TWO_IN_ONE)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES:
        raise Refused(_TOO_LARGE_WITHIN)
    for entry in entries:
        _check_entry(entry)
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise Refused(_ODD)
    _check_overlap(entries)
    _check_size(entries)


def _check_entry(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    if path.is_absolute() or ".." in path.parts or set(entry.orig_filename) & set("\\:\0"):
        raise Refused(_ODD)
    if entry.flag_bits & _IS_ENCRYPTED:
        raise Refused(_LOCKED)
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused(_ODD)


def _check_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse entries that share bytes: that is how a small file unpacks to petabytes."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Refused(_TOO_LARGE_WITHIN)
        encoding = "utf-8" if entry.flag_bits & _NAME_IS_UTF8 else "cp437"
        name_bytes = len(entry.orig_filename.encode(encoding))
        end = entry.header_offset + _LOCAL_HEADER_BYTES + name_bytes + entry.compress_size


def _check_size(entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    is_bomb = unpacked > RATIO_COUNTS_FROM and unpacked > packed * MOST_RATIO
    if unpacked > MOST_BYTES or is_bomb:
        raise Refused(_TOO_LARGE_WITHIN)
