"""Has pages drawn in a child process (`reading.child`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cse_assess.reading.child import MEBIBYTE, ChildFailed, ChildLimits, run_child
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.refusal import Refused

TASK = "cse_assess.reading.drawing.task:draw_pages"
LIMITS = ChildLimits(cpu_seconds=30, deadline_seconds=45, written_bytes=20 * MEBIBYTE)
DRAWABLE = frozenset({"pdf", "png", "jpg", "jpeg", "gif", "webp", "tif", "tiff"})
TOO_HARD = "No picture can be made of this page: it is too complex. Download the file to see it."


class TooHard(ReadingFailed):
    """Drawing broke its limits; other pages of the file may still be drawn."""

    def __init__(self) -> None:
        super().__init__(TOO_HARD)


@dataclass(frozen=True, slots=True)
class Drawing:
    """How many pages a file has, and the numbers of those that were drawn."""

    count: int
    drawn: frozenset[int]


def draw_pages(
    path: Path, suffix: str, numbers: Sequence[int], folder: Path, limits: ChildLimits = LIMITS
) -> Drawing:
    """Draw the pages `numbers` (from 1) of the file at `path` into the temporary `folder`.

    Each is `<number>.webp`, and page 1 has a `thumbnail.webp` too. `suffix` is one of `DRAWABLE`.
    Raises `ReadingFailed` where the file cannot be drawn, and `TooHard` where its limits are
    broken: what was written by then may be cut short. Never call it with a database transaction
    open.
    """
    arguments = {
        "path": str(path.resolve()),
        "suffix": suffix,
        "numbers": list(numbers),
        "folder": str(folder.resolve()),
    }
    try:
        answer = run_child(TASK, arguments, limits=limits, output=folder)
    except Refused as refusal:
        raise ReadingFailed(str(refusal)) from None
    except ChildFailed:
        raise TooHard from None
    return Drawing(int(answer["count"]), frozenset(map(int, answer["drawn"])))
