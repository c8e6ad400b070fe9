"""Changes to the plan of a visit; each is one transaction of its caller, with its audit event."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import update

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.agenda import DayTooShort, Slot, lay_out
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError
from cse_assess.review.desk.models import Review
from cse_assess.review.visit import queries
from cse_assess.review.visit.guards import begin_planning, lock_row, record
from cse_assess.review.visit.models import VisitNote, VisitSession
from cse_assess.review.visit.values import (
    MOST_SESSIONS,
    SessionValues,
    check_questions,
    check_values,
    minute_of,
    sign_sessions,
    write_values,
)
from cse_assess.review.visit.words import HOUR, format_length
from cse_assess.standards.structure import Standard

LONGEST_PAUSE = 120
CHANGED_MEANWHILE = "This session was changed while you had it open. See how it stands now."


@dataclass(frozen=True, slots=True)
class DayLayout:
    """On which day sessions follow one another, from when, with `pause` minutes between two."""

    on_day: date
    starts_at: time
    pause: int


class SessionConflict(Conflict):
    """A session was saved after this person opened it.

    `theirs` is what stands now, `mine` what was about to be saved, `version_id` the version of what
    stands now.
    """

    def __init__(self, *, theirs: SessionValues, mine: SessionValues, version_id: int) -> None:
        super().__init__(CHANGED_MEANWHILE)
        self.theirs = theirs
        self.mine = mine
        self.version_id = version_id


class QuestionsConflict(Conflict):
    """The questions of a session were saved after this person opened them; as `SessionConflict`."""

    def __init__(self, *, theirs: str, mine: str, version_id: int) -> None:
        super().__init__(CHANGED_MEANWHILE)
        self.theirs = theirs
        self.mine = mine
        self.version_id = version_id


def add_session(
    *, actor: Actor, review: Review, standard: Standard, values: SessionValues
) -> VisitSession:
    """Put a session into the plan; one that is the same in everything is not added twice.

    Raises `NotAllowed`, and `DomainError` with its field for a value that cannot be, or for a plan
    that is full.
    """
    begin_planning(actor, review)
    checked = check_values(standard, values)
    sessions = queries.list_sessions(review.id)
    same = [each for each in sessions if SessionValues.of(each) == checked]
    if same:
        return same[-1]
    if len(sessions) >= MOST_SESSIONS:
        raise DomainError(f"A visit can have {MOST_SESSIONS} sessions. Remove one first.")
    added = VisitSession(review_id=review.id)
    write_values(added, checked)
    session.add(added)
    session.flush()
    record(actor, review, AuditAction.VISIT_SESSION_ADDED, session=added.id)
    return added


def edit_session(
    *,
    actor: Actor,
    review: Review,
    standard: Standard,
    visit_session: VisitSession,
    version_id: int,
    values: SessionValues,
) -> bool:
    """Keep what is said of a session, of which `version_id` was on the screen.

    Returns whether anything changed. Raises `NotAllowed`, `DomainError` with its field for a value
    that cannot be, and `SessionConflict` where somebody else's changes would be lost.
    """
    begin_planning(actor, review)
    lock_row(visit_session, queries.NO_SESSION)
    before = SessionValues.of(visit_session)
    checked = check_values(standard, values, kept_codes=before.element_codes)
    differing = before.differing(checked)
    if not differing:
        return False
    if visit_session.version_id != version_id:
        raise SessionConflict(theirs=before, mine=checked, version_id=visit_session.version_id)
    write_values(visit_session, checked)
    session.flush()
    _record_edit(actor, review, visit_session, differing)
    return True


def save_questions(
    *, actor: Actor, review: Review, visit_session: VisitSession, version_id: int, questions: str
) -> bool:
    """Keep the questions of a session; returns and raises as `edit_session` does."""
    begin_planning(actor, review)
    lock_row(visit_session, queries.NO_SESSION)
    checked = check_questions(questions)
    if checked == visit_session.questions:
        return False
    if visit_session.version_id != version_id:
        raise QuestionsConflict(
            theirs=visit_session.questions, mine=checked, version_id=visit_session.version_id
        )
    visit_session.questions = checked
    session.flush()
    _record_edit(actor, review, visit_session, ["questions"])
    return True


def remove_session(
    *, actor: Actor, review: Review, visit_session: VisitSession, version_id: int
) -> None:
    """Take a session out of the plan with its questions; what was noted in it stays.

    Raises `NotAllowed`, and `Conflict` where it was changed since `version_id`.
    """
    begin_planning(actor, review)
    lock_row(visit_session, queries.NO_SESSION)
    if visit_session.version_id != version_id:
        raise Conflict(f"{CHANGED_MEANWHILE} Then decide whether to remove it.")
    removed = visit_session.id
    session.execute(
        update(VisitNote).where(VisitNote.session_id == removed).values(session_id=None)
    )
    session.delete(visit_session)
    session.flush()
    record(actor, review, AuditAction.VISIT_SESSION_REMOVED, session=removed)


def propose_times(sessions: Sequence[VisitSession], layout: DayLayout) -> list[Slot]:
    """Return the times of sessions one after the other.

    Raises `DomainError` with its field for no session, for a pause that cannot be, and for what
    does not fit into the day.
    """
    if not sessions:
        raise DomainError("Number at least one session, beginning with 1")
    if not 0 <= layout.pause <= LONGEST_PAUSE:
        raise DomainError(
            f"The minutes between sessions must be between 0 and {LONGEST_PAUSE}", field="pause"
        )
    try:
        lengths = [each.minutes for each in sessions]
        return lay_out(lengths, start=minute_of(layout.starts_at), pause=layout.pause)
    except DayTooShort as error:
        raise DomainError(
            f"The last session would end {format_length(error.minutes)} after midnight. "
            "Begin earlier, or leave some sessions out.",
            field="starts_at",
        ) from error


def lay_out_day(
    *,
    actor: Actor,
    review: Review,
    sessions: Sequence[VisitSession],
    seen_order: str,
    layout: DayLayout,
) -> None:
    """Give sessions their times on a day, one after the other.

    `seen_order` is what `sign_sessions` said of what was on the screen. Raises `NotAllowed`,
    `Conflict` where one of them was changed since, and as `propose_times` does.
    """
    begin_planning(actor, review)
    for each in sessions:
        lock_row(each, queries.NO_SESSION)
    if sign_sessions(sessions) != seen_order:
        raise Conflict("A session was changed meanwhile. Look at the times again.")
    slots = propose_times(sessions, layout)
    for each, slot in zip(sessions, slots, strict=True):
        each.on_day, each.starts_at = layout.on_day, time(*divmod(slot.start, HOUR))
    session.flush()
    record(
        actor,
        review,
        AuditAction.VISIT_LAID_OUT,
        on_day=layout.on_day.isoformat(),
        sessions=[each.id for each in sessions],
    )


def _record_edit(
    actor: Actor, review: Review, visit_session: VisitSession, fields: Sequence[str]
) -> None:
    details = {"session": visit_session.id, "fields": list(fields)}
    record(actor, review, AuditAction.VISIT_SESSION_EDITED, **details)
