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
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from io import SEEK_SET, FileIO, RawIOBase
from pathlib import Path
from typing import Any, BinaryIO, Protocol, Self

from cse_assess.errors import DomainError

CHUNK_BYTES = 256 * 1024
LEFTOVER_AGE = timedelta(days=1)
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TWO_DIGITS = "[0-9a-f][0-9a-f]"


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

    def close(self) -> None:
        """Remove the temporary file; what was kept stays under its hash."""
        self._file.close()
        self.path.unlink(missing_ok=True)


class ArrivingUpload(RawIOBase):
    """A file part of a request, written straight into the store while it arrives.

    To whoever parses the request it is an ordinary file: written to, wound back and read again.
    What is not kept by the time it is closed is removed.
    """

    def __init__(self, incoming: IncomingBlob, reader: FileIO) -> None:
        super().__init__()
        self.incoming = incoming
        self._reader = reader

    def readable(self) -> bool:
        """Tell that it can be read, once something was written."""
        return True

    def writable(self) -> bool:
        """Tell that it can be written to, at its end."""
        return True

    def seekable(self) -> bool:
        """Tell that it can be read from any place."""
        return True

    def write(self, chunk: Any) -> int:
        """Add `chunk` to the end; raise `StorageFull` when the disk has no room for it."""
        self.incoming.write(chunk)
        return len(chunk)

    def readinto(self, buffer: Any) -> int:
        """Read on from the present place."""
        return self._reader.readinto(buffer) or 0

    def seek(self, offset: int, whence: int = SEEK_SET) -> int:
        """Go to a place to read from."""
        return self._reader.seek(offset, whence)

    def tell(self) -> int:
        """Return the place that is read from."""
        return self._reader.tell()

    def close(self) -> None:
        """Remove what was not kept."""
        if not self.closed:
            self._reader.close()
            self.incoming.close()
        super().close()


class BlobStore(Protocol):
    """Where files are kept, each under the SHA-256 of its content in lower-case hexadecimal.

    Every method that takes a hash raises `ValueError` for text that is none.
    """

    def receive(self) -> AbstractContextManager[IncomingBlob]:
        """Open a place to write to; what is not kept is removed when the block ends."""

    def receive_part(self) -> ArrivingUpload:
        """Open a file to write a part of a request to, which takes itself away when closed."""

    def open(self, sha256: str) -> BinaryIO:
        """Open the blob to read; raise `BlobMissing`."""

    def hold(self, sha256: str) -> AbstractContextManager[Path]:
        """Give a path under which the blob can be read during the block; raise `BlobMissing`."""

    def stream_verified(self, sha256: str, chunk_size: int = CHUNK_BYTES) -> Iterator[bytes]:
        """Hand the blob out in chunks of `chunk_size` bytes, hashing it again.

        Raises `BlobMissing` at once, and `BlobDamaged` instead of giving out the last chunk.
        """

    def has(self, sha256: str) -> bool:
        """Tell whether the blob is stored."""

    def size(self, sha256: str) -> int:
        """Return the blob's size in bytes; raise `BlobMissing`."""

    def discard(self, sha256: str, older_than: timedelta) -> bool:
        """Remove a blob that nothing names; return whether it is gone.

        One that was stored, or stored again, within `older_than` stays.
        """

    def iter_hashes(self, start: str = "") -> Iterator[str]:
        """Return the hash of each stored blob, in order, or of those with `start` in front.

        `start` is empty or two digits.
        """


class FileBlobStore:
    """A `BlobStore` in a local folder: `<root>/ab/cd/abcd…`, uploads in `<root>/incoming/`."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._incoming = root / "incoming"

    @contextmanager
    def receive(self) -> Iterator[IncomingBlob]:
        """Open a temporary file to write to, removed when the block ends."""
        incoming = self._begin()
        try:
            yield incoming
        finally:
            incoming.close()

    def receive_part(self) -> ArrivingUpload:
        """Open a temporary file for a part of a request; see `BlobStore.receive_part`."""
        incoming = self._begin()
        return ArrivingUpload(incoming, FileIO(incoming.path, "rb"))

    def _begin(self) -> IncomingBlob:
        with _room_expected():
            self._incoming.mkdir(mode=0o750, parents=True, exist_ok=True)
            self.sweep_incoming(LEFTOVER_AGE)
            descriptor, name = tempfile.mkstemp(dir=self._incoming)
        return IncomingBlob(self, Path(name), FileIO(descriptor, "wb"))

    def adopt(self, path: Path, sha256: str) -> None:
        """Link the finished file at `path` under its hash, and make the link durable."""
        target = self._path(sha256)
        target.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        path.chmod(0o440)
        while not (_link(path, target) or _touch(target)):
            pass  # it was discarded between the two
        for folder in (target.parent, target.parent.parent, self._root):
            _sync_folder(folder)

    def open(self, sha256: str) -> BinaryIO:
        """Open the blob to read; raise `BlobMissing`."""
        try:
            return self._path(sha256).open("rb")
        except FileNotFoundError:
            raise BlobMissing(sha256) from None

    @contextmanager
    def hold(self, sha256: str) -> Iterator[Path]:
        """Give the path of the blob; raise `BlobMissing`."""
        self.size(sha256)
        yield self._path(sha256)

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

    def discard(self, sha256: str, older_than: timedelta) -> bool:
        """Remove a blob that nothing names, unless it was stored (again) within that time.

        Returns whether it was removed. It is set aside first: whoever stores the same content at
        this moment either finds it gone and links it anew, or has made it young.
        """
        self._incoming.mkdir(mode=0o750, parents=True, exist_ok=True)
        path, aside = self._path(sha256), self._incoming / f"discarded-{sha256}"
        try:
            path.rename(aside)
        except FileNotFoundError:
            return False
        is_young = _changed_at(aside) >= time.time() - older_than.total_seconds()
        if is_young:
            _link(aside, path)
        aside.unlink(missing_ok=True)
        _sync_folder(path.parent)
        return not is_young

    def has(self, sha256: str) -> bool:
        """Tell whether the blob is stored."""
        return self._path(sha256).is_file()

    def size(self, sha256: str) -> int:
        """Return the blob's size in bytes; raise `BlobMissing`."""
        try:
            return self._path(sha256).stat().st_size
        except FileNotFoundError:
            raise BlobMissing(sha256) from None

    def iter_hashes(self, start: str = "") -> Iterator[str]:
        """Return the hash of each stored blob, in order, or of those with `start` in front."""
        for path in sorted(self._root.glob(f"{start or _TWO_DIGITS}/{_TWO_DIGITS}/*")):
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


def _link(path: Path, target: Path) -> bool:
    """Name the file `target` too; return False where that name is taken."""
    try:
        os.link(path, target)
    except FileExistsError:
        return False
    return True


def _touch(path: Path) -> bool:
    """Make the blob young, so that it is not discarded; return False where it has gone."""
    try:
        os.utime(path)
    except FileNotFoundError:
        return False
    return True


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
