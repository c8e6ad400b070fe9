"""Where the pictures of pages are kept: one folder for each content, by its SHA-256.

Everything in it is derived: it may be deleted, and is made again.
"""

import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from cse_assess.reading.drawing import THUMBNAIL

LEFTOVER_AGE = timedelta(days=1)
PICTURE, FAILED = ".webp", ".failed"
_ROOM = "incoming-"
_NAME = re.compile(rf"[1-9][0-9]{{0,4}}|{THUMBNAIL}")


class PreviewStore:
    """Pictures under `folder`; a picture's name is the number of its page, or `THUMBNAIL`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find(self, sha256: str, name: str) -> Path | None:
        """Return the picture of this name of a content that the library has, or None."""
        path = self._place(sha256) / f"{name}{PICTURE}"
        return path if _NAME.fullmatch(name) and path.is_file() else None

    def load(self, sha256: str, name: str) -> bytes | None:
        """Return the picture of this name, or None; it may be thrown away at any moment."""
        path = self.find(sha256, name)
        with suppress(FileNotFoundError):
            return path.read_bytes() if path else None
        return None

    def has_failed(self, sha256: str, number: int) -> bool:
        """Tell whether page `number` could not be drawn."""
        return (self._place(sha256) / f"{number}{FAILED}").is_file()

    def is_settled(self, sha256: str, number: int) -> bool:
        """Tell whether page `number` was drawn, its thumbnail too, or cannot be."""
        if self.has_failed(sha256, number):
            return True
        names = [str(number), THUMBNAIL] if number == 1 else [str(number)]
        return all(self.find(sha256, name) for name in names)

    @contextmanager
    def make_room(self) -> Iterator[Path]:
        """Give a folder to draw into, of the same file system; it goes when the block ends."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=_ROOM, dir=self.folder) as room:
            yield Path(room)

    def keep(self, sha256: str, drawn: Path) -> None:
        """Take the pictures in the folder `drawn` over, each at once and whole."""
        place = self._place(sha256)
        place.mkdir(parents=True, exist_ok=True)
        for picture in drawn.glob(f"*{PICTURE}"):
            picture.replace(place / picture.name)

    def mark_failed(self, sha256: str, number: int) -> None:
        """Remember that page `number` cannot be drawn."""
        place = self._place(sha256)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number}{FAILED}").touch()

    def trim(self, most_bytes: int) -> int:
        """Throw pictures away, the oldest first, until the rest has `most_bytes`; return how many.

        Thumbnails are small and stand in every list: they go last.
        """
        self._remove_leftovers()
        found = sorted(self._list_pictures())
        surplus, removed = sum(size for *_, size in found) - most_bytes, 0
        for *_, path, size in found:
            if surplus <= 0:
                break
            path.unlink(missing_ok=True)
            surplus, removed = surplus - size, removed + 1
        return removed

    def _list_pictures(self) -> Iterator[tuple[bool, float, Path, int]]:
        """Return whether each is a thumbnail, when it was made, where it is, and its bytes."""
        for path in self.folder.glob(f"*/*{PICTURE}"):
            with suppress(FileNotFoundError):
                stat = path.stat()
                yield path.stem == THUMBNAIL, stat.st_mtime, path, stat.st_size

    def _remove_leftovers(self) -> None:
        """Remove what a process that was killed has left behind."""
        for room in self.folder.glob(f"{_ROOM}*"):
            with suppress(FileNotFoundError):
                if time.time() - room.stat().st_mtime > LEFTOVER_AGE.total_seconds():
                    shutil.rmtree(room)

    def _place(self, sha256: str) -> Path:
        return self.folder / sha256
