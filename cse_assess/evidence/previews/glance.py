"""What lists show of a revision's file: whether it has a thumbnail, and whether it is blocked."""

from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.evidence.scanning.queries import FOUND, NOT_YET, WAITING, load_quarantine
from cse_assess.reading.drawing import THUMBNAIL
from cse_assess.web.context import current_settings

BEING_CHECKED, VIRUS_FOUND = ("Being checked", "info"), ("Virus found", "bad")
CANNOT_BE_CHECKED = ("Cannot be checked", "bad")


@dataclass(frozen=True, slots=True)
class Glance:
    """`quarantine` says why the file may not be opened, empty where it may; `tag` in two words.

    The tag is words and a tone, None for a file that may be opened.
    """

    has_thumbnail: bool
    quarantine: str
    tag: tuple[str, str] | None


def glance_at(revisions: Iterable[EvidenceRevision]) -> dict[int, Glance]:
    """Return what to show of the files of `revisions`, by the revision's id, in one query.

    The caller leaves out what the person may not open. Web addresses are not in it.
    """
    files = {each.id: each.sha256 for each in revisions if each.sha256 is not None}
    settings = current_settings()
    blocked = load_quarantine(set(files.values()), is_scanning=settings.scanner is not None)
    store = PreviewStore(settings.preview_folder)
    return {
        revision_id: _glance(store, sha256, blocked.get(sha256, ""))
        for revision_id, sha256 in files.items()
    }


def _glance(store: PreviewStore, sha256: str, quarantine: str) -> Glance:
    has_thumbnail = not quarantine and store.find(sha256, THUMBNAIL) is not None
    return Glance(has_thumbnail, quarantine, _name(quarantine) if quarantine else None)


def _name(quarantine: str) -> tuple[str, str]:
    if quarantine in {NOT_YET, WAITING}:
        return BEING_CHECKED
    return VIRUS_FOUND if quarantine.startswith(FOUND) else CANNOT_BE_CHECKED
