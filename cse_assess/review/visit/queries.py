"""Reads of visits: sessions, notes and shared plans; each function takes one query."""

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.ids import is_possible_id
from cse_assess.review.desk.models import Review
from cse_assess.review.visit.models import SharedPlan, VisitNote, VisitSession

NO_SESSION = "There is no such session in this visit. Somebody may have removed it."
NO_NOTE = "There is no such note. Somebody may have deleted it."


def list_sessions(review_id: int) -> Sequence[VisitSession]:
    """Return the sessions of a visit by day and time; those without either come last."""
    wanted = select(VisitSession).where(VisitSession.review_id == review_id)
    return sorted(session.scalars(wanted), key=_place_of)


def _place_of(visit_session: VisitSession) -> tuple[bool, str, bool, str, int]:
    day, starts = visit_session.on_day, visit_session.starts_at
    return (day is None, str(day or ""), starts is None, str(starts or ""), visit_session.id)


def get_session(review_id: int, session_id: int) -> VisitSession:
    """Return a session of this visit; raise `NotFound`."""
    found = None
    if is_possible_id(session_id):
        wanted = select(VisitSession).where(
            VisitSession.id == session_id, VisitSession.review_id == review_id
        )
        found = session.scalar(wanted)
    if found is None:
        raise NotFound(NO_SESSION)
    return found


def count_sessions(review_id: int) -> int:
    """Return how many sessions a visit has."""
    wanted = select(func.count()).where(VisitSession.review_id == review_id)
    return session.scalar(wanted) or 0


def list_notes(review_id: int) -> Sequence[VisitNote]:
    """Return all notes of a visit with who wrote them, oldest first."""
    return session.scalars(_notes_of(review_id)).all()


def list_notes_of_session(review_id: int, session_id: int) -> Sequence[VisitNote]:
    """Return what was noted in one session, oldest first."""
    return session.scalars(_notes_of(review_id).where(VisitNote.session_id == session_id)).all()


def list_notes_of_element(review_id: int, code: str) -> Sequence[VisitNote]:
    """Return what was noted on one element in any session, oldest first; for assessors only."""
    return session.scalars(_notes_of(review_id).where(VisitNote.element_code == code)).all()


def _notes_of(review_id: int) -> Select[VisitNote]:
    wanted = select(VisitNote).where(VisitNote.review_id == review_id)
    return wanted.options(joinedload(VisitNote.written_by)).order_by(VisitNote.id)


def get_note(review_id: int, note_id: int) -> VisitNote:
    """Return a note of this visit; raise `NotFound`."""
    found = None
    if is_possible_id(note_id):
        found = session.scalar(_notes_of(review_id).where(VisitNote.id == note_id))
    if found is None:
        raise NotFound(NO_NOTE)
    return found


def find_same_note(note: VisitNote) -> VisitNote | None:
    """Return a note that says the same of the same by the same person, or None."""
    wanted = select(VisitNote).where(
        VisitNote.review_id == note.review_id,
        VisitNote.session_id == note.session_id,
        VisitNote.element_code == note.element_code,
        VisitNote.written_by_id == note.written_by_id,
        VisitNote.text == note.text,
    )
    return session.scalars(wanted.limit(1)).one_or_none()


def count_notes(review_id: int) -> Counter[int | None]:
    """Return how many notes each session has, by its id; None stands for the visit as a whole."""
    wanted = (
        select(VisitNote.session_id, func.count())
        .where(VisitNote.review_id == review_id)
        .group_by(VisitNote.session_id)
    )
    return Counter(dict(session.execute(wanted).all()))


def find_shared_plan(review_id: int) -> SharedPlan | None:
    """Return the plan of a review as it was shared last, or None."""
    wanted = _shared().where(SharedPlan.review_id == review_id)
    return session.scalars(wanted.limit(1)).one_or_none()


def list_newest_shared(assessment_id: int) -> Sequence[SharedPlan]:
    """Return the two plans of a self-assessment that were shared last, newest first."""
    wanted = _shared().join(SharedPlan.review).where(Review.assessment_id == assessment_id)
    return session.scalars(wanted.limit(2)).all()


def _shared() -> Select[SharedPlan]:
    wanted = select(SharedPlan).options(joinedload(SharedPlan.shared_by))
    return wanted.order_by(SharedPlan.id.desc())
