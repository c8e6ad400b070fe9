"""The picture of one page, or why there is none."""

from dataclasses import dataclass
from enum import StrEnum

from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.previews.queries import PREVIEWS_STEP
from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.queries import find_step
from cse_assess.reading.drawing.drawer import DRAWABLE, TOO_HARD
from cse_assess.web.context import current_settings


class PictureState(StrEnum):
    """How the picture of a page stands.

    `coming` is one that the file's study has yet to make, `missing` one that is made when somebody
    asks for it, `refused` one that cannot be made, and `none` that of a file shown by its text.
    """

    DRAWN = "drawn"
    COMING = "coming"
    MISSING = "missing"
    REFUSED = "refused"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PagePicture:
    """How a picture stands; `reason` says why it cannot be made."""

    state: PictureState
    reason: str = ""


def look_at_page(revision: EvidenceRevision, number: int) -> PagePicture:
    """Return how the picture of page `number` of a revision's file stands.

    The caller has made sure that the person may open it, and that it is not in quarantine.
    """
    sha256 = revision.sha256
    if sha256 is None or suffix_of(revision.file_name) not in DRAWABLE:
        return PagePicture(PictureState.NONE)
    store = PreviewStore(current_settings().preview_folder)
    if store.find(sha256, str(number)):
        return PagePicture(PictureState.DRAWN)
    if store.has_failed(sha256, number):
        return PagePicture(PictureState.REFUSED, TOO_HARD)
    return _explain_missing(sha256)


def _explain_missing(sha256: str) -> PagePicture:
    step = find_step(sha256, PREVIEWS_STEP)
    if step is None or step.state == StepState.WAITING:
        return PagePicture(PictureState.COMING)
    if step.state == StepState.DONE:
        return PagePicture(PictureState.MISSING)
    return PagePicture(PictureState.REFUSED, step.message)
