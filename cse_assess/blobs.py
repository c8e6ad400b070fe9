"""Stored files, each kept under the SHA-256 of its content and never changed.

An upload is hashed while it streams into a temporary file of the same file system, made durable
(fsync) and then linked under its hash: `link()` never overwrites, so two uploads of the same
content, or a crash at any moment, leave either the whole blob or none.
"""

import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Protocol, Self

from cse_assess.errors import DomainError

CHUNK_BYTES = 256 * 1024
LEFTOVER_AGE = timedelta(days=1)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SHA256 = re.compile(r"[0-9a-f]{64}")


class BlobMissing(LookupError):
    """No blob of this hash is stored."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"no stored file has the SHA-256 {sha256}")
        self.sha256 = sha256


class BlobDamaged(Exception):
    """The content that is stored under a hash no longer has that hash."""

    def __init__(self, sha256: str) -> None:
        super().__init__(f"the stored file {sha256} is damaged: its content has another SHA-256")
        self.sha256 = sha256


class StorageFull(DomainError):
    """There is no room for the content; nothing of it was kept."""

    def __init__(self) -> None:
        super().__init__(
            "There is no room left to store this file, so nothing was kept. "
            "Ask whoever runs this server to make room, then try again."
        )


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A blob that is safely stored; `size` in bytes."""

    sha256: str
    size: int


class IncomingBlob:
    """Content on its way into the store: a temporary file that is hashed as it is written."""

    def __init__(self, store: "FileBlobStore", path: Path, file: FileIO) -> None:
        self.path = path
        self.size = 0
        self._store = store
        self._file = file
        self._hash = hashlib.sha256()
        self._sha256: str | None = None

    def write(self, chunk: bytes) -> None:
        """Add `chunk`; raise `StorageFull` when the disk has no room for it."""
        if self._sha256 is not None:
            raise ValueError("the content is finished: nothing can be added")
        with _room_expected():
            _write_all(self._file, chunk)
        self._hash.update(chunk)
        self.size += len(chunk)

    def finish(self) -> Self:
        """Make what was written durable, so that `sha256` is known and `path` can be read."""
        if self._sha256 is None:
            with _room_expected():
                os.fsync(self._file.fileno())
            self._sha256 = self._hash.hexdigest()
        return self

    @property
    def sha256(self) -> str:
        """Return the hash of the whole content; raise `ValueError` before it is finished."""
        if self._sha256 is None:
            raise ValueError("the hash is known once the content is finished")
        return self._sha256

    def keep(self) -> StoredBlob:
        """Store the content under its hash; one that is stored already stays as it is."""
        blob = StoredBlob(self.finish().sha256, self.size)
        with _room_expected():
            self._store.adopt(self.path, blob.sha256)
        return blob


class BlobStore(Protocol):
    """Where files are kept, each under the SHA-256 of its content in lower-case hexadecimal.

    Every method that takes a hash raises `ValueError` for text that is none.
    """

    def receive(self) -> AbstractContextManager[IncomingBlob]:
        """Open a place to write to; what is not kept is removed when the block ends."""

    def open(self, sha256: str) -> BinaryIO:
        """Open the blob to read; raise `BlobMissing`."""

    def stream_verified(self, sha256: str, chunk_size: int = CHUNK_BYTES) -> Iterator[bytes]:
        """Hand the blob out in chunks of `chunk_size` bytes, hashing it again.

        Raises `BlobMissing` at once, and `BlobDamaged` instead of giving out the last chunk.
        """

    def has(self, sha256: str) -> bool:
        """Tell whether the blob is stored."""

    def size(self, sha256: str) -> int:
        """Return the blob's size in bytes; raise `BlobMissing`."""

    def iter_hashes(self) -> Iterator[str]:
        """Return the hash of each stored blob, in order."""


class FileBlobStore:
    """A `BlobStore` in a local folder: `<root>/ab/cd/abcd…`, uploads in `<root>/incoming/`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"

    @contextmanager
    def receive(self) -> Iterator[IncomingBlob]:
        """Open a temporary file to write to, removed when the block ends."""
        with _room_expected():
            self._incoming.mkdir(mode=0o750, parents=True, exist_ok=True)
            self.sweep_incoming(LEFTOVER_AGE)
            descriptor, name = tempfile.mkstemp(dir=self._incoming)
        path = Path(name)
        try:
            with FileIO(descriptor, "wb") as file:
                yield IncomingBlob(self, path, file)
        finally:
            path.unlink(missing_ok=True)

    def adopt(self, path: Path, sha256: str) -> None:
        """Link the finished file at `path` under its hash, and make the link durable."""
        target = self._path(sha256)
        target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        path.chmod(0o440)
        with suppress(FileExistsError):  # the same content: whoever stored it first has the name
            os.link(path, target)
        for folder in (target.parent, target.parent.parent, self._root):
            _sync_folder(folder)

    def open(self, sha256: str) -> BinaryIO:
        """Open the blob to read; raise `BlobMissing`."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise BlobMissing(sha256) from None

    def stream_verified(self, sha256: str, chunk_size: int = CHUNK_BYTES) -> Iterator[bytes]:
        """Hand the blob out in chunks, hashing it again; see `BlobStore.stream_verified`."""
        self.size(sha256)
        return self._stream(sha256, chunk_size)

    def _stream(self, sha256: str, chunk_size: int) -> Iterator[bytes]:
        """Stay one chunk behind the reading, so that the last waits for the verdict."""
        digest = hashlib.sha256()
        held = b""
        with self.open(sha256) as file:
            while chunk := file.read(chunk_size):
                digest.update(chunk)
                if held:
                    yield held
                held = chunk
        if digest.hexdigest() != sha256:
            raise BlobDamaged(sha256)
        if held:
            yield held

    def has(self, sha256: str) -> bool:
        """Tell whether the blob is stored."""
        return self._path(sha256).is_file()

    def size(self, sha256: str) -> int:
        """Return the blob's size in bytes; raise `BlobMissing`."""
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            raise BlobMissing(sha256) from None

    def iter_hashes(self) -> Iterator[str]:
        """Return the hash of each stored blob, in order."""
        for path in sorted(self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if _SHA256.fullmatch(path.name):
                yield path.name

    def sweep_incoming(self, older_than: timedelta) -> int:
        """Remove what crashed uploads left behind that long ago; return how many files."""
        limit = time.time() - older_than.total_seconds()
        leftovers = [path for path in self._incoming.glob("*") if _changed_at(path) < limit]
        for path in leftovers:
            path.unlink(missing_ok=True)
        return len(leftovers)

    def _path(self, sha256: str) -> Path:
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256 in lower-case hexadecimal")
        return self._root / sha256[:2] / sha256[2:4] / sha256


@contextmanager
def _room_expected() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        raise


def _write_all(file: FileIO, chunk: bytes) -> None:
    """Write all of `chunk`: one system call may take less than it is given."""
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) :]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _changed_at(path: Path) -> float:
    """Return when the file was last written to; one that has just gone counts as new."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return time.time()
