"""Reads of reviews and findings; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from cse_assess.accounts.models import AssessorGrant
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.ids import is_possible_id
from cse_assess.review.desk.models import ConfidentialNote, Finding, Review
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.submissions.models import Submission


def get_review(review_id: int) -> Review:
    """Return a review with its submission, content and people, in one query; raise `NotFound`."""
    wanted = _with_people().where(Review.id == review_id)
    content = joinedload(Review.submission).joinedload(Submission.snapshot)
    found = None
    if is_possible_id(review_id):
        found = session.scalar(wanted.options(content.undefer(Snapshot.content)))
    if found is None:
        raise NotFound("There is no such review.")
    return found


def list_reviews(assessment_ids: Collection[int]) -> Sequence[Review]:
    """Return the reviews of these self-assessments, newest first, without their content."""
    wanted = _with_people().where(Review.assessment_id.in_(assessment_ids))
    return session.scalars(wanted.order_by(Review.id.desc())).all()


def find_newest_review(assessment_id: int) -> Review | None:
    """Return the newest review of a self-assessment, or None."""
    wanted = _with_people().where(Review.assessment_id == assessment_id)
    return session.scalar(wanted.order_by(Review.number.desc()).limit(1))


def load_findings(review_id: int) -> dict[str, Finding]:
    """Return what was found so far, by element code."""
    wanted = select(Finding).where(Finding.review_id == review_id)
    found = session.scalars(wanted.options(joinedload(Finding.tested_by)))
    return {finding.element_code: finding for finding in found}


def find_finding(review_id: int, code: str) -> Finding | None:
    """Return what was found on an element so far, or None."""
    wanted = select(Finding).where(Finding.review_id == review_id, Finding.element_code == code)
    return session.scalar(wanted.options(joinedload(Finding.tested_by)))


def count_done(review_ids: Collection[int]) -> dict[int, int]:
    """Return how many elements are ticked as done in each review; one without any is missing."""
    wanted = (
        select(Finding.review_id, func.count())
        .where(Finding.review_id.in_(review_ids), Finding.is_done)
        .group_by(Finding.review_id)
    )
    return dict(session.execute(wanted).all())


def find_note(review_id: int, code: str) -> ConfidentialNote | None:
    """Return the confidential note on an element, or, for "", on the whole; or None."""
    wanted = select(ConfidentialNote).where(
        ConfidentialNote.review_id == review_id, ConfidentialNote.element_code == code
    )
    return session.scalar(wanted.options(joinedload(ConfidentialNote.written_by)))


def list_noted_codes(review_id: int) -> set[str]:
    """Return the elements that have a confidential note; "" stands for the whole."""
    wanted = select(ConfidentialNote.element_code).where(ConfidentialNote.review_id == review_id)
    return set(session.scalars(wanted))


def list_grants_of(user_id: int | None) -> Sequence[tuple[AssessorGrant, Assessment]]:
    """Return what a person may assess or once might, with the self-assessments, newest first."""
    wanted = (
        select(AssessorGrant, Assessment)
        .join(Assessment, Assessment.id == AssessorGrant.assessment_id)
        .where(AssessorGrant.user_id == user_id)
        .options(joinedload(Assessment.service), joinedload(Assessment.organisation))
        .order_by(AssessorGrant.id.desc())
    )
    return [(grant, assessment) for grant, assessment in session.execute(wanted)]


def has_access(user_id: int, assessment_id: int) -> bool:
    """Tell whether a person may assess a self-assessment today."""
    wanted = exists().where(
        AssessorGrant.user_id == user_id,
        AssessorGrant.assessment_id == assessment_id,
        AssessorGrant.ends_on >= today(),
    )
    return bool(session.scalar(select(wanted)))


def list_assessing(assessment_ids: Collection[int]) -> set[tuple[int, int]]:
    """Return (person, self-assessment) of everybody who may assess one of these today."""
    wanted = select(AssessorGrant.user_id, AssessorGrant.assessment_id).where(
        AssessorGrant.assessment_id.in_(assessment_ids), AssessorGrant.ends_on >= today()
    )
    return {(user_id, assessment_id) for user_id, assessment_id in session.execute(wanted)}


def load_standing(assessment_ids: Collection[int]) -> dict[int, Submission]:
    """Return the newest submission that stands of each self-assessment; one without is missing."""
    wanted = (
        select(Submission)
        .where(Submission.assessment_id.in_(assessment_ids), Submission.withdrawn_at.is_(None))
        .options(joinedload(Submission.snapshot))
        .order_by(Submission.number)
    )
    return {each.assessment_id: each for each in session.scalars(wanted)}


def list_scorings_of(user_id: int | None, assessment_ids: Collection[int]) -> list[Scoring]:
    """Return the scorings that a person did not give up, of submissions of these, oldest first."""
    wanted = (
        select(Scoring)
        .join(Scoring.submission)
        .where(
            Scoring.scorer_id == user_id,
            Scoring.given_up_at.is_(None),
            Submission.assessment_id.in_(assessment_ids),
        )
        .options(contains_eager(Scoring.submission))
        .order_by(Scoring.id)
    )
    return list(session.scalars(wanted))


def _with_people() -> Select[Review]:
    return select(Review).options(
        joinedload(Review.assessor),
        joinedload(Review.submission).joinedload(Submission.snapshot),
        joinedload(Review.assessment).joinedload(Assessment.service),
        joinedload(Review.assessment).joinedload(Assessment.organisation),
    )
