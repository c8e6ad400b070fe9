"""Reads of what a report is made from; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, undefer

from cse_assess.accounts.models import User
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.ids import is_possible_id
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.review.decision.models import (
    AccuracyPoint,
    AccuracyRound,
    ReportSection,
    SignOff,
)
from cse_assess.review.desk.models import Finding, Review
from cse_assess.review.second_opinion.models import ScorerKind, Scoring
from cse_assess.review.trail.models import Opening
from cse_assess.review.visit.models import SessionKind, VisitSession

UNSETTLED = (QueryState.ASKED, QueryState.ANSWERED)


def load_sections(review_id: int) -> dict[str, ReportSection]:
    """Return the sections that somebody wrote, by their key."""
    wanted = select(ReportSection).where(ReportSection.review_id == review_id)
    found = session.scalars(wanted.options(joinedload(ReportSection.edited_by)))
    return {section.key: section for section in found}


def list_rounds(review_id: int) -> Sequence[AccuracyRound]:
    """Return the rounds on accuracy of a review, the first one first."""
    wanted = select(AccuracyRound).where(AccuracyRound.review_id == review_id)
    return session.scalars(
        wanted.options(joinedload(AccuracyRound.nothing_by)).order_by(AccuracyRound.number)
    ).all()


def list_points(review_id: int) -> Sequence[AccuracyPoint]:
    """Return the points of all rounds of a review, in the order in which they were raised."""
    wanted = _with_people().where(AccuracyPoint.review_id == review_id)
    return session.scalars(wanted.order_by(AccuracyPoint.number)).all()


def get_point(review_id: int, number: int) -> AccuracyPoint:
    """Return a point of a review; raise `NotFound`."""
    found = None
    if is_possible_id(number):
        wanted = _with_people().where(
            AccuracyPoint.review_id == review_id, AccuracyPoint.number == number
        )
        found = session.scalar(wanted)
    if found is None:
        raise NotFound("There is no such point.")
    return found


def _with_people() -> Select[AccuracyPoint]:
    return select(AccuracyPoint).options(
        joinedload(AccuracyPoint.round),
        joinedload(AccuracyPoint.raised_by),
        joinedload(AccuracyPoint.answered_by),
    )


def list_signatures(review_id: int) -> Sequence[SignOff]:
    """Return the signatures under a review without what was signed, the first one first."""
    wanted = _signed().where(SignOff.review_id == review_id)
    return session.scalars(wanted.order_by(SignOff.number)).all()


def find_newest_signature(review_id: int) -> SignOff | None:
    """Return the newest signature with what was signed, reopened since or not; or None."""
    wanted = _whole().where(SignOff.review_id == review_id)
    return session.scalars(wanted.order_by(SignOff.number.desc()).limit(1)).one_or_none()


def get_newest_signature(review_id: int) -> SignOff:
    """Return the newest signature with what was signed; raise `NotFound`."""
    found = find_newest_signature(review_id)
    if found is None:
        raise NotFound("This report was not signed yet.")
    return found


def get_signature(signature_id: int) -> SignOff:
    """Return a signature that is there, with what was signed."""
    return session.scalars(_whole().where(SignOff.id == signature_id)).one()


def list_ids_of_signatures() -> Sequence[int]:
    """Return the id of every signature of the installation, in order."""
    return session.scalars(select(SignOff.id).order_by(SignOff.id)).all()


def list_signed_numbers() -> set[tuple[int, int]]:
    """Return review and number of every signature of the installation."""
    return {(review, number) for review, number in session.execute(_NUMBERS)}


_NUMBERS = select(SignOff.review_id, SignOff.number)


def list_signings() -> Sequence[AuditEvent]:
    """Return what the audit chain says of signatures, in order."""
    wanted = select(AuditEvent).where(AuditEvent.action == AuditAction.REVIEW_SIGNED)
    return session.scalars(wanted.order_by(AuditEvent.id)).all()


def _signed() -> Select[SignOff]:
    return select(SignOff).options(joinedload(SignOff.signed_by), joinedload(SignOff.reopened_by))


def _whole() -> Select[SignOff]:
    return _signed().options(undefer(SignOff.content), joinedload(SignOff.review))


def list_testers(review: Review) -> dict[int, str]:
    """Return the names of those who set a level or finished a scoring as assessors, by id."""
    found = select(Finding.tested_by_id).where(
        Finding.review_id == review.id, Finding.level.is_not(None)
    )
    scored = select(Scoring.scorer_id).where(
        Scoring.submission_id == review.submission_id,
        Scoring.kind == ScorerKind.ASSESSOR,
        Scoring.finished_at.is_not(None),
    )
    wanted = select(User.id, User.name).where(User.id.in_(found.union(scored)))
    return {row.id: row.name for row in session.execute(wanted.order_by(User.id))}


def list_opened(submission_id: int, user_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return item and revision of the pieces of a submission that one of the people opened."""
    rows = session.execute(
        select(Opening.item_id, Opening.revision_number)
        .where(
            Opening.submission_id == submission_id,
            Opening.user_id.in_(user_ids),
            Opening.item_id.is_not(None),
        )
        .distinct()
    )
    return {(item_id or 0, number or 0) for item_id, number in rows}


def count_sessions(review_id: int) -> dict[str, int]:
    """Return how many sessions of each kind are planned for the visit."""
    rows = session.execute(
        select(VisitSession.kind, func.count().label("number"))
        .where(VisitSession.review_id == review_id)
        .group_by(VisitSession.kind)
    )
    counted = {row.kind: row.number for row in rows}
    return {kind: counted.get(kind, 0) for kind in SessionKind}


def list_visit_days(review_id: int) -> list[date]:
    """Return the days on which something of the visit is planned, in order."""
    wanted = (
        select(VisitSession.on_day)
        .where(VisitSession.review_id == review_id, VisitSession.on_day.is_not(None))
        .distinct()
        .order_by(VisitSession.on_day)
    )
    return [day for day in session.scalars(wanted) if day]


def count_queries(review_id: int) -> tuple[int, int]:
    """Return how many queries were put to the organisation, and how many are not settled."""
    rows = session.execute(
        select(AssessorQuery.state, func.count().label("number"))
        .where(AssessorQuery.review_id == review_id, AssessorQuery.state != QueryState.WITHDRAWN)
        .group_by(AssessorQuery.state)
    )
    counted = {row.state: row.number for row in rows}
    return sum(counted.values()), sum(counted.get(state, 0) for state in UNSETTLED)
