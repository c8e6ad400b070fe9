"""Writes a BagIt bag (RFC 8493, version 1.0) straight into a ZIP, a chunk at a time.

`bagit.txt` and `manifest-sha256.txt` stand at the top, and everything else under `data/`.
"""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import BinaryIO, Self

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
READABLE_FILE = 0o644 << 16
EARLIEST_YEAR = 1980


class BagWriter:
    """A bag that is being written to `stream`; memory does not grow with its files.

    `at` is the moment that every file in it bears, in the time of the readers.
    """

    def __init__(self, stream: BinaryIO, at: datetime) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED, allowZip64=True)
        self._moment = (max(at.year, EARLIEST_YEAR), *at.timetuple()[1:6])
        self._lines: list[str] = []
        self._write("bagit.txt", [DECLARATION])

    def __enter__(self) -> Self:
        """Begin to write."""
        return self

    def __exit__(self, *error: object) -> None:
        """Let go of the ZIP, whole or not."""
        self._zip.close()

    def add_file(self, path: str, chunks: Iterable[bytes], sha256: str) -> None:
        """Add a file under `data/`, as it is; its hash is known from where it is stored."""
        self._write(f"data/{path}", chunks)
        self._list(path, sha256)

    def add_page(self, path: str, content: bytes) -> None:
        """Add a small content under `data/`, compressed."""
        self._write(f"data/{path}", [content], zipfile.ZIP_DEFLATED)
        self._list(path, hashlib.sha256(content).hexdigest())

    def finish(self) -> str:
        """Write the manifest, after which nothing is added; return its SHA-256."""
        manifest = "".join(f"{line}\n" for line in sorted(self._lines, key=_by_path)).encode()
        self._write("manifest-sha256.txt", [manifest])
        return hashlib.sha256(manifest).hexdigest()

    def _list(self, path: str, sha256: str) -> None:
        self._lines.append(f"{sha256}  data/{path}")

    def _write(
        self, name: str, chunks: Iterable[bytes], compression: int = zipfile.ZIP_STORED
    ) -> None:
        entry = zipfile.ZipInfo(name, self._moment)
        entry.compress_type, entry.external_attr = compression, READABLE_FILE
        with self._zip.open(entry, "w", force_zip64=True) as target:
            for chunk in chunks:
                target.write(chunk)


def _by_path(line: str) -> str:
    return line.partition("  ")[2]
