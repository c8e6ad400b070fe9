"""Notes that somebody looks at a page of a submitted piece of evidence."""

from datetime import timedelta

from cse_assess.review.reading.pieces import FrozenPiece
from cse_assess.review.reading.preview import OpenedPage
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import NO_TIME, note


def note_page(
    submission: Submission,
    piece: FrozenPiece,
    page: OpenedPage | None,
    *,
    unless_within: timedelta = NO_TIME,
) -> None:
    """Note that a page of a piece of evidence is looked at; of one that is closed, its details."""
    title = f"{piece.item.title}, {_name_page(page)}" if page else piece.item.title
    kind = OpenedKind.PAGE if piece.refusal else OpenedKind.EVIDENCE
    note(submission, kind, title, place=piece.place, unless_within=unless_within)


def _name_page(page: OpenedPage) -> str:
    return f"page {page.text.number} of {page.text.count}"
