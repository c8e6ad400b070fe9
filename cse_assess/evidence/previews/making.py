"""Makes the pictures of a run of pages, outside any transaction."""

import logging
from collections.abc import Sequence
from pathlib import Path

from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.reading.drawing.drawer import Drawing, TooHard, draw_pages

PAGES_AT_ONCE = 8
MOST_FAILURES = 2

_logger = logging.getLogger(__name__)


def make_pictures(
    store: PreviewStore, *, sha256: str, path: Path, suffix: str, first: int
) -> int | None:
    """Draw the pages from number `first` on that are not drawn yet, `PAGES_AT_ONCE` at most.

    Returns how many pages the file has, or None where nothing was left to draw. A page that
    cannot be drawn is marked so, and the others are drawn. Raises `ReadingFailed` where not one
    could be.
    """
    run = range(first, first + PAGES_AT_ONCE)
    numbers = [number for number in run if not store.is_settled(sha256, number)]
    if not numbers:
        return None
    try:
        return _draw(store, sha256, path, suffix, numbers).count
    except TooHard:
        _logger.warning("pages of %s are drawn one by one", sha256)
        return _draw_each(store, sha256, path, suffix, numbers)


def _draw(
    store: PreviewStore, sha256: str, path: Path, suffix: str, numbers: Sequence[int]
) -> Drawing:
    with store.make_room() as room:
        drawing = draw_pages(path, suffix, numbers, room)
        store.keep(sha256, room)
    return drawing


def _draw_each(
    store: PreviewStore, sha256: str, path: Path, suffix: str, numbers: Sequence[int]
) -> int:
    """Draw page by page; after `MOST_FAILURES` the rest waits until somebody asks for it."""
    count = failures = 0
    for number in numbers:
        try:
            drawing = _draw(store, sha256, path, suffix, [number])
        except TooHard:
            store.mark_failed(sha256, number)
            failures += 1
        else:
            count = drawing.count
        if failures == MOST_FAILURES or number >= count > 0:
            break
    if not count:
        raise TooHard
    return count
