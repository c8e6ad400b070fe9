"""The round on accuracy: the draft goes out, points come in, each is answered, it is closed."""

from datetime import date, timedelta

from sqlalchemy import func, select

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.decision import letters, policy
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound
from cse_assess.review.decision.queries import list_points, list_rounds
from cse_assess.review.decision.sections import find_section
from cse_assess.review.decision.services.guards import begin_changing, lock_review
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.standards.structure import Standard
from cse_assess.web.templating import format_day

LONGEST_ROUND_DAYS = 366
NOT_OUT = "The draft is not with the organisation now."
NO_MORE = "No points can be raised on this report now."


def propose_day(standard: Standard) -> date:
    """Return until when an organisation usually has time; the standard's file says how long."""
    return today() + timedelta(days=standard.review.accuracy_days)


def send_draft(
    *, actor: Actor, review: Review, version_id: int, until: date | None, note: str
) -> AccuracyRound:
    """Give the organisation the draft to read until and including a day; findings stay meanwhile.

    `note` goes with it. Raises `NotAllowed`, `Conflict` where the review moved on since the page
    with `version_id`, and `DomainError` with its field.
    """
    begin_changing(actor, review, policy.can_write_report)
    if review.version_id != version_id:
        raise Conflict("The review moved on while you had this page open. See where it stands.")
    held = AccuracyRound(
        review_id=review.id,
        number=len(list_rounds(review.id)) + 1,
        until=_check_day(until),
        note=check_text(note, LONGEST_NOTE, name="The note", field="note"),
        sent_at=now(),
        sent_by_id=actor.user_id,
    )
    session.add(held)
    review.state = ReviewState.ACCURACY
    review.accuracy_sent_at, review.accuracy_until = held.sent_at, held.until
    session.flush()
    letters.tell_draft_sent(actor, review, held)
    details = {"review": review.number, "round": held.number, "until": held.until.isoformat()}
    record(actor, review.assessment, AuditAction.ACCURACY_ROUND_BEGUN, details)
    return held


def _check_day(until: date | None) -> date:
    if until is None:
        raise DomainError("Enter the last day for points", field="until")
    days = (until - today()).days
    if days < 0:
        raise DomainError("The last day for points must be today or later", field="until")
    if days > LONGEST_ROUND_DAYS:
        raise DomainError("The last day for points must be within a year", field="until")
    return until


def raise_point(
    *, actor: Actor, review: Review, standard: Standard, where: str, text: str
) -> AccuracyPoint:
    """Say for the organisation that a fact is not right.

    `where` is the code of an element, the key of a section, or empty for the report as a whole.
    Raises `NotAllowed` with the reason, and `DomainError` with its field.
    """
    held = _begin_speaking(actor, review)
    section_key, element_code = _check_place(standard, where)
    point = AccuracyPoint(
        review_id=review.id,
        round_id=held.id,
        number=_next_number(review),
        section_key=section_key,
        element_code=element_code,
        text=check_text(
            text,
            LONGEST_REASON,
            name="What is not right",
            field="text",
            missing="Say what is not right, and what would be",
        ),
        raised_by_id=actor.user_id,
    )
    session.add(point)
    held.nothing_at = held.nothing_by_id = None
    session.flush()
    letters.tell_point_raised(actor, review, point)
    _record(actor, review, AuditAction.ACCURACY_POINT_RAISED, point)
    return point


def _check_place(standard: Standard, where: str) -> tuple[str, str]:
    """Return key and code of a place; one of them, or both, are empty."""
    if not where:
        return "", ""
    if standard.find_element(where):
        return "", where
    if find_section(standard, where):
        return where, ""
    raise DomainError("Choose a part of the report from the list", field="where")


def _next_number(review: Review) -> int:
    wanted = select(func.max(AccuracyPoint.number)).where(AccuracyPoint.review_id == review.id)
    return (session.scalar(wanted) or 0) + 1


def withdraw_point(*, actor: Actor, point: AccuracyPoint, version_id: int) -> None:
    """Take back a point that has no answer yet; it stays on record.

    Raises `NotAllowed` with the reason, and `Conflict` where it was answered or
    withdrawn meanwhile.
    """
    lock_review(point.review)
    session.refresh(point)
    _require_waiting(point, version_id)
    if not policy.can_withdraw_point(actor, point, today()):
        raise NotAllowed(_explain_silence(actor, point.review, point.round))
    point.withdrawn_at = now()
    session.flush()
    _record(actor, point.review, AuditAction.ACCURACY_POINT_WITHDRAWN, point)


def _require_waiting(point: AccuracyPoint, version_id: int) -> None:
    if point.is_withdrawn:
        raise Conflict("The organisation has withdrawn this point.")
    if point.version_id != version_id:
        raise Conflict("Somebody answered this point while you had it open. See what they said.")


def say_nothing_to_correct(*, actor: Actor, review: Review) -> None:
    """Say for the organisation that it has no more to correct; said again, nothing happens.

    Raises `NotAllowed` with the reason.
    """
    held = _begin_speaking(actor, review)
    if held.nothing_at is not None:
        return
    held.nothing_at, held.nothing_by_id = now(), actor.user_id
    session.flush()
    letters.tell_nothing_to_correct(actor, review, held)
    details = {"review": review.number, "round": held.number}
    record(actor, review.assessment, AuditAction.ACCURACY_NOTHING_SAID, details)


def _begin_speaking(actor: Actor, review: Review) -> AccuracyRound:
    """Return the round that is under way, locked; raise `NotAllowed` with the reason."""
    lock_review(review)
    held = find_round_under_way(review)
    if held is None or not policy.can_raise_point(actor, review, held, today()):
        raise NotAllowed(_explain_silence(actor, review, held))
    return held


def find_round_under_way(review: Review) -> AccuracyRound | None:
    """Return the round that the organisation reads in now, or None."""
    if review.state != ReviewState.ACCURACY:
        return None
    session.expire_all()
    return next((held for held in reversed(list_rounds(review.id)) if not held.is_over), None)


def _explain_silence(actor: Actor, review: Review, held: AccuracyRound | None) -> str:
    if held is None or held.is_over:
        return NO_MORE
    if not policy.can_read_draft(actor, review):
        return "Only a lead or an administrator can raise points."
    return (
        f"Points could be raised until {format_day(held.until)}. If something is wrong, tell the "
        "assessor directly: they can open another round."
    )


def answer_point(
    *,
    actor: Actor,
    point: AccuracyPoint,
    version_id: int,
    is_accepted: bool | None,
    answer: str,
) -> None:
    """Answer a point: accepted or not, with words; an answer can be changed until the close.

    Raises `NotAllowed`, `Conflict` where the point changed meanwhile, and `DomainError`.
    """
    lock_review(point.review)
    session.refresh(point)
    if not policy.can_hold_round(actor, point.review):
        raise NotAllowed(NOT_OUT)
    _require_waiting(point, version_id)
    if is_accepted is None:
        raise DomainError("Choose whether you accept the point", field="accepted")
    point.answer = check_text(
        answer,
        LONGEST_REASON,
        name="The answer",
        field="answer",
        missing="Say what you will change, or why nothing changes",
    )
    point.is_accepted = is_accepted
    point.answered_at, point.answered_by_id = now(), actor.user_id
    session.flush()
    letters.tell_point_answered(actor, point.review, point)
    _record(actor, point.review, AuditAction.ACCURACY_POINT_ANSWERED, point)


def close_round(*, actor: Actor, review: Review, version_id: int) -> None:
    """Take the draft back to work on it; every point must have its answer.

    Raises `NotAllowed`, `Conflict` and `DomainError`.
    """
    lock_review(review)
    if not policy.can_hold_round(actor, review):
        raise NotAllowed(NOT_OUT)
    held = find_round_under_way(review)
    if held is None or review.version_id != version_id:
        raise Conflict("The review moved on while you had this page open. See where it stands.")
    if any(point.is_waiting for point in list_points(review.id)):
        raise DomainError("Answer every point first. A point without an answer is on this page.")
    held.closed_at, held.closed_by_id = now(), actor.user_id
    review.state = ReviewState.OPEN
    session.flush()
    letters.tell_round_closed(actor, review, held)
    details = {"review": review.number, "round": held.number}
    record(actor, review.assessment, AuditAction.ACCURACY_ROUND_CLOSED, details)


def _record(actor: Actor, review: Review, action: AuditAction, point: AccuracyPoint) -> None:
    details = {
        "review": review.number,
        "point": point.number,
        "element": point.element_code,
        "section": point.section_key,
        "accepted": point.is_accepted,
    }
    record(actor, review.assessment, action, details)
