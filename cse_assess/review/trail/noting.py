"""Notes, from a page that is read, that whoever is signed in opens it."""

from datetime import timedelta
from functools import partial

from cse_assess.accounts.access import current_actor
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.opened import Opened, shorten_title
from cse_assess.review.trail.services import note_opening
from cse_assess.web.transactions import write_after_reading

NO_TIME = timedelta(0)


def note(
    submission: Submission,
    kind: OpenedKind,
    title: str,
    *,
    element_code: str = "",
    place: tuple[int, int] | None = None,
    sha256: str = "",
    unless_within: timedelta = NO_TIME,
) -> None:
    """Note that the signed-in person opens something of a submission, once the page is ready.

    `title` says what in words that the organisation may read; `place` is item and revision number
    of a piece of evidence. The page only goes out when this is noted, and nothing is noted of one
    that fails. With `unless_within`, what was noted that short a time before is not noted again.
    """
    item_id, number = place or (None, None)
    opened = Opened(
        assessment_id=submission.assessment_id,
        submission_id=submission.id,
        kind=kind,
        title=shorten_title(title),
        element_code=element_code,
        item_id=item_id,
        revision_number=number,
        sha256=sha256,
    )
    write_after_reading(
        partial(note_opening, actor=current_actor(), opened=opened, unless_within=unless_within)
    )
