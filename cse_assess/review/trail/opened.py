"""What can be opened of a submission, as the trail names it."""

from dataclasses import dataclass

from cse_assess.review.trail.models import OpenedKind

LONGEST_TITLE = 300


@dataclass(frozen=True, slots=True)
class Opened:
    """What is opened: of which submission, in what words, and which piece where it is one.

    `element_code` is empty where it is about no one element; `sha256` is that of a file that goes
    out. The names are those of the columns of `trail.models.Opening`.
    """

    assessment_id: int
    submission_id: int
    kind: OpenedKind
    title: str
    element_code: str = ""
    item_id: int | None = None
    revision_number: int | None = None
    sha256: str = ""


def shorten_title(title: str) -> str:
    """Return a title as long as the trail keeps one."""
    return title if len(title) <= LONGEST_TITLE else f"{title[: LONGEST_TITLE - 1]}…"
