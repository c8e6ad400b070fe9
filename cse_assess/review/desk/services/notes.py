"""What only assessors of a review read; of its text nothing goes anywhere else."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.texts import LONGEST_TEXT, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict
from cse_assess.review.desk import queries
from cse_assess.review.desk.models import ConfidentialNote, Review
from cse_assess.review.desk.services.guards import begin_writing, record_deed, require_person


class NoteConflict(Conflict):
    """The note was saved elsewhere after this form was opened; `theirs` is what stands now."""

    def __init__(self, *, theirs: str, version_id: int) -> None:
        super().__init__("This note was saved in another window while you were writing.")
        self.theirs = theirs
        self.version_id = version_id


def save_note(
    *, actor: Actor, review: Review, code: str, version_id: int, text: str
) -> ConfidentialNote | None:
    """Keep a confidential note on an element, or, with the code "", on the whole; empty deletes it.

    Of it, `version_id` was on the screen, 0 where there was none. The caller checks that there is
    such an element. Raises `NotAllowed`, `NoteConflict`, and `DomainError` for too long a one.
    """
    begin_writing(actor, review)
    words = check_text(text, LONGEST_TEXT, name="The note", field="text")
    note = queries.find_note(review.id, code)
    stands, version = (note.text, note.version_id) if note else ("", 0)
    if words == stands:
        return note
    if version != version_id:
        raise NoteConflict(theirs=stands, version_id=version)
    note = _write(actor, review, code, note, words)
    record_deed(actor, review, AuditAction.REVIEW_NOTE_SAVED)
    return note


def _write(
    actor: Actor, review: Review, code: str, note: ConfidentialNote | None, words: str
) -> ConfidentialNote | None:
    if note is None:
        note = ConfidentialNote(review_id=review.id, element_code=code)
        session.add(note)
    elif not words:
        session.delete(note)
        session.flush()
        return None
    note.text, note.written_by_id, note.updated_at = words, require_person(actor), now()
    session.flush()
    return note
