"""What changes reviews, findings and notes; each deed is one transaction of its caller."""

from cse_assess.review.desk.services.beginning import begin_review, edit_review
from cse_assess.review.desk.services.findings import FindingConflict, choose_sample, save_finding
from cse_assess.review.desk.services.handing_on import (
    list_reopened,
    take_over_review,
    take_up_submission,
)
from cse_assess.review.desk.services.notes import NoteConflict, save_note

__all__ = [
    "FindingConflict",
    "NoteConflict",
    "begin_review",
    "choose_sample",
    "edit_review",
    "list_reopened",
    "save_finding",
    "save_note",
    "take_over_review",
    "take_up_submission",
]
