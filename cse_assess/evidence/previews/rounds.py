"""The daily round that keeps the pictures of pages within their room, and makes missing ones."""

from typing import Any

from cse_assess.db import read_only, unit_of_work
from cse_assess.evidence.previews.queries import list_drawn
from cse_assess.evidence.previews.services import request_pictures
from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.jobs.handlers import JobContext
from cse_assess.reading.drawing import THUMBNAIL


def tend_previews(context: JobContext, _arguments: dict[str, Any]) -> dict[str, Any]:
    """Throw the oldest pictures away where there are too many; else ask for missing thumbnails.

    They are missing after the folder was deleted, or was not restored with a backup.
    """
    store = PreviewStore(context.settings.preview_folder)
    removed = store.trim(context.settings.preview_bytes)
    return {"removed": removed, "asked_for": 0 if removed else _ask_for_missing(store)}


def _ask_for_missing(store: PreviewStore) -> int:
    with read_only():
        hashes = list_drawn()
    missing = [
        sha256
        for sha256 in hashes
        if not store.find(sha256, THUMBNAIL) and not store.has_failed(sha256, 1)
    ]
    for sha256 in missing:
        with unit_of_work():
            request_pictures(sha256=sha256, first=1)
    return len(missing)
