"""The step of a file's study that notes the figures and days in its text."""

from cse_assess.analysis.checks.holdings import Holdings
from cse_assess.analysis.checks.mentions import list_mentions
from cse_assess.assessments.checks.models import FileValues
from cse_assess.db import read_only, session
from cse_assess.evidence.study.jobs import Save, Step, StudiedFile
from cse_assess.evidence.study.queries import list_pages
from cse_assess.reading.document import Page

# A file with more is a data set: what it holds is not kept, and claims cannot be looked up in it.
MOST_VALUES = 50_000


def _note_values(file: StudiedFile) -> Save:
    with read_only():
        pages = list_pages(file.sha256)
    held = hold_values(pages)
    return lambda: save_values(sha256=file.sha256, held=held)


def hold_values(pages: list[Page]) -> Holdings | None:
    """Return what pages hold, or None where there is no text, or far too much to keep."""
    if not any(page.text.strip() for page in pages):
        return None
    held = Holdings.merge(Holdings.of(list_mentions(page.text)) for page in pages)
    return held if len(held.amounts) + len(held.days) <= MOST_VALUES else None


def save_values(*, sha256: str, held: Holdings | None) -> None:
    """Keep what a content holds in place of what was kept before."""
    known = session.get(FileValues, sha256)
    if held is None:
        if known:
            session.delete(known)
    elif known:
        known.held = held.to_json()
    else:
        session.add(FileValues(sha256=sha256, held=held.to_json()))
    session.flush()


VALUES = Step("values", 1, _note_values)
