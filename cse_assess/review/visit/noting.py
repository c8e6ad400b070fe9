"""What assessors note on a visit: kept, changed and deleted by whoever wrote it."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.texts import check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.desk.models import Review
from cse_assess.review.visit import policy, queries
from cse_assess.review.visit.guards import CANNOT_NOTE, begin_noting, lock_row, record
from cse_assess.review.visit.models import VisitNote, VisitSession
from cse_assess.review.visit.values import LONGEST_NOTE
from cse_assess.standards.structure import Standard


class NoteConflict(Conflict):
    """A note was saved after it was opened: `theirs` stands now, in version `version_id`."""

    def __init__(self, *, theirs: str, mine: str, version_id: int) -> None:
        super().__init__("You saved this note in another window meanwhile.")
        self.theirs = theirs
        self.mine = mine
        self.version_id = version_id


def add_note(
    *,
    actor: Actor,
    review: Review,
    standard: Standard,
    visit_session: VisitSession | None,
    element_code: str,
    text: str,
) -> VisitNote:
    """Keep a note on an element, on a session, on both, or on the visit as a whole.

    The same note sent twice, as happens on a poor connection, is kept once. Raises `NotAllowed`,
    `NotFound` for a session that was removed meanwhile, and `DomainError` with its field.
    """
    begin_noting(actor, review)
    if visit_session is not None:
        lock_row(visit_session, queries.NO_SESSION)
    note = VisitNote(
        review_id=review.id,
        session_id=visit_session.id if visit_session else None,
        element_code=_check_code(standard, element_code),
        text=_check_note(text),
        written_by_id=actor.user_id,
    )
    same = queries.find_same_note(note)
    if same is not None:
        return same
    session.add(note)
    session.flush()
    record(actor, review, AuditAction.VISIT_NOTE_ADDED, note=note.id)
    return note


def _check_code(standard: Standard, code: str) -> str:
    if code and standard.find_element(code) is None:
        term = standard.terms.element.one
        raise DomainError(f"Choose one {term} from the list", field="element_code")
    return code


def _check_note(text: str) -> str:
    return check_text(
        text, LONGEST_NOTE, name="The note", field="text", missing="Write what you noted"
    )


def edit_note(*, actor: Actor, review: Review, note: VisitNote, version_id: int, text: str) -> None:
    """Keep the new words of a note, of which `version_id` was on the screen.

    Raises `NotAllowed`, `DomainError` with its field, and `NoteConflict`.
    """
    _begin_changing(actor, review, note)
    checked = _check_note(text)
    if checked == note.text:
        return
    if note.version_id != version_id:
        raise NoteConflict(theirs=note.text, mine=checked, version_id=note.version_id)
    note.text = checked
    session.flush()
    record(actor, review, AuditAction.VISIT_NOTE_EDITED, note=note.id)


def delete_note(*, actor: Actor, review: Review, note: VisitNote, version_id: int) -> None:
    """Delete a note; raises `NotAllowed`, and `Conflict` where it was changed since."""
    _begin_changing(actor, review, note)
    if note.version_id != version_id:
        raise Conflict("This note was changed meanwhile. Read it again before you delete it.")
    deleted = note.id
    session.delete(note)
    session.flush()
    record(actor, review, AuditAction.VISIT_NOTE_DELETED, note=deleted)


def _begin_changing(actor: Actor, review: Review, note: VisitNote) -> None:
    scored = begin_noting(actor, review)
    if not policy.can_change_note(actor, review, note, has_scored=scored):
        raise NotAllowed(CANNOT_NOTE)
    lock_row(note, queries.NO_NOTE)
