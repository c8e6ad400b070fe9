"""The step of the study that draws a file's first pages, and the job that draws later ones."""

from typing import Any

from cse_assess.config import Settings
from cse_assess.db import read_only
from cse_assess.errors import DomainError, NotFound
from cse_assess.evidence.previews.making import make_pictures
from cse_assess.evidence.previews.queries import PREVIEWS_STEP
from cse_assess.evidence.previews.services import save_page_count
from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.evidence.scanning.queries import find_quarantine
from cse_assess.evidence.study.jobs import Save, Step, StudiedFile
from cse_assess.evidence.study.queries import get_stored_file
from cse_assess.jobs.handlers import JobContext, JobRefused
from cse_assess.reading.drawing.drawer import DRAWABLE


def draw_first_pages(file: StudiedFile) -> Save:
    """Draw the first pages of a PDF, or a picture; other files are shown by their text."""
    count = None
    if file.suffix in DRAWABLE:
        store = PreviewStore(file.settings.preview_folder)
        count = make_pictures(
            store, sha256=file.sha256, path=file.path, suffix=file.suffix, first=1
        )
    return lambda: save_page_count(sha256=file.sha256, count=count) if count else None


PREVIEWS = Step(PREVIEWS_STEP, 1, draw_first_pages)


def draw_pages(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Draw some pages of a content from number `first` on, unless it is kept in quarantine."""
    sha256, first = str(arguments["sha256"]), int(arguments["first"])
    suffix = _open(sha256, context.settings)
    store = PreviewStore(context.settings.preview_folder)
    try:
        with context.blobs.hold(sha256) as path:
            make_pictures(store, sha256=sha256, path=path, suffix=suffix, first=first)
    except DomainError as error:
        store.mark_failed(sha256, first)
        raise JobRefused(error.message) from error
    return {}


def _open(sha256: str, settings: Settings) -> str:
    """Return the suffix of a file that may be drawn; raise `JobRefused`."""
    with read_only():
        try:
            suffix = get_stored_file(sha256).suffix
        except NotFound as error:
            raise JobRefused(error.message) from error
        reason = find_quarantine(sha256, is_scanning=settings.scanner is not None)
    if reason or suffix not in DRAWABLE:
        raise JobRefused(reason or "No pictures are made of files of this kind.")
    return suffix
