"""Reads of submissions for those who look at them from outside; each takes one query."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, and_, or_, select, union
from sqlalchemy.orm import joinedload, undefer

from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.ids import is_possible_id
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.models import ScorerKind, Scoring
from cse_assess.review.submissions.models import Submission


def get_submission_by_id(submission_id: int) -> Submission:
    """Return a submission with its content and self-assessment; raise `NotFound`."""
    found = None
    if is_possible_id(submission_id):
        found = session.scalar(
            select(Submission)
            .where(Submission.id == submission_id)
            .options(
                joinedload(Submission.submitted_by),
                joinedload(Submission.snapshot).undefer(Snapshot.content),
                joinedload(Submission.assessment).options(
                    joinedload(Assessment.service), joinedload(Assessment.organisation)
                ),
            )
        )
    if found is None:
        raise NotFound("There is no such submission.")
    return found


def find_newest_standing(assessment_id: int) -> Submission | None:
    """Return the newest submission that was not taken back, without its content, or None."""
    wanted = select(Submission).where(
        Submission.assessment_id == assessment_id, Submission.withdrawn_at.is_(None)
    )
    return session.scalar(wanted.order_by(Submission.number.desc()).limit(1))


def list_opened_ids(user_id: int | None, on: date) -> frozenset[int]:
    """Return the submissions that a review or a scoring of the person works on, the day being `on`.

    A scoring within the organisation opens its submission only until it is finished, and until its
    last day.
    """
    of_reviews = select(Review.submission_id).where(Review.assessor_id == user_id)
    of_scorings = select(Scoring.submission_id).where(
        Scoring.scorer_id == user_id,
        or_(Scoring.kind == ScorerKind.ASSESSOR, and_(_is_unfinished(), _lasts(on))),
    )
    return frozenset(session.scalars(union(of_reviews, of_scorings)))


def _is_unfinished() -> ColumnElement[bool]:
    return and_(Scoring.finished_at.is_(None), Scoring.given_up_at.is_(None))


def _lasts(on: date) -> ColumnElement[bool]:
    return or_(Scoring.until.is_(None), Scoring.until >= on)


def list_addenda(submission_id: int) -> Sequence[Addendum]:
    """Return what was added to a submission since, with its content, by number.

    What was added to an earlier one in a review that has taken this one up since is read with it,
    unless the earlier one was taken back.
    """
    is_of_it = or_(Addendum.submission_id == submission_id, Review.submission_id == submission_id)
    wanted = (
        select(Addendum)
        .join(Addendum.submission)
        .join(Addendum.query)
        .join(AssessorQuery.review)
        .where(is_of_it, Submission.withdrawn_at.is_(None))
    )
    return session.scalars(
        wanted.options(undefer(Addendum.content)).order_by(
            Addendum.submission_id.desc(), Addendum.number
        )
    ).all()


def load_revisions(places: set[tuple[int, int]]) -> dict[tuple[int, int], EvidenceRevision]:
    """Return the revisions of these items and numbers, as far as they are there, by both."""
    wanted = (
        select(EvidenceRevision)
        .where(EvidenceRevision.item_id.in_({item_id for item_id, _ in places}))
        .options(joinedload(EvidenceRevision.item))
    )
    found = {(each.item_id, each.number): each for each in session.scalars(wanted)}
    return {place: found[place] for place in places & found.keys()}
