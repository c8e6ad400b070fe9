"""Reads of scorings; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.ids import is_possible_id
from cse_assess.review.desk.models import Finding, Review, ReviewState
from cse_assess.review.second_opinion.models import Score, Scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.models import OpenedKind, Opening

NO_SCORING = "There is no such scoring."


def has_scored(user_id: int | None, submission_id: int) -> bool:
    """Tell whether the person finished a scoring of the submission, in one query."""
    wanted = exists().where(
        Scoring.submission_id == submission_id,
        Scoring.scorer_id == user_id,
        Scoring.finished_at.is_not(None),
    )
    return bool(session.scalar(select(wanted)))


def is_scoring(user_id: int | None, assessment_id: int) -> bool:
    """Tell whether the person has a scoring of the self-assessment in hand, in one query.

    Whoever has one is shown no level that others gave, until it is finished or given up.
    """
    wanted = exists().where(
        Scoring.submission_id == Submission.id,
        Submission.assessment_id == assessment_id,
        Scoring.scorer_id == user_id,
        Scoring.finished_at.is_(None),
        Scoring.given_up_at.is_(None),
    )
    return bool(session.scalar(select(wanted)))


def get_scoring(scoring_id: int) -> Scoring:
    """Return a scoring with the submission's content and people; raise `NotFound`."""
    content = joinedload(Scoring.submission).joinedload(Submission.snapshot)
    wanted = _with_people().where(Scoring.id == scoring_id)
    found = None
    if is_possible_id(scoring_id):
        found = session.scalar(wanted.options(content.undefer(Snapshot.content)))
    if found is None:
        raise NotFound(NO_SCORING)
    return found


def find_scoring(submission_id: int, scorer_id: int | None) -> Scoring | None:
    """Return the scoring of a submission by a person, in whatever state, or None."""
    return session.scalar(
        _with_people().where(Scoring.submission_id == submission_id, Scoring.scorer_id == scorer_id)
    )


def list_scorings(submission_ids: Collection[int]) -> Sequence[Scoring]:
    """Return the scorings of submissions, in the order in which they were begun."""
    wanted = _with_people().where(Scoring.submission_id.in_(submission_ids))
    return session.scalars(wanted.order_by(Scoring.asked_at, Scoring.id)).all()


def list_scorings_of(scorer_id: int | None) -> Sequence[Scoring]:
    """Return everything that a person was asked to score or scored, newest first."""
    wanted = _with_people().where(Scoring.scorer_id == scorer_id)
    return session.scalars(wanted.order_by(Scoring.asked_at.desc(), Scoring.id.desc())).all()


def list_in_hand_until(last: date) -> list[tuple[Scoring, date]]:
    """Return every scoring in hand that is to be finished by the day `last`, with its own last day.

    One of a submission that was taken back is not needed any more. In order.
    """
    wanted = _with_people().where(
        Scoring.until <= last,
        Scoring.finished_at.is_(None),
        Scoring.given_up_at.is_(None),
        Scoring.submission.has(Submission.withdrawn_at.is_(None)),
    )
    found = session.scalars(wanted.order_by(Scoring.id))
    return [(scoring, scoring.until) for scoring in found if scoring.until is not None]


def load_scores(scoring_id: int) -> dict[str, Score]:
    """Return what was scored so far, by element code."""
    found = session.scalars(select(Score).where(Score.scoring_id == scoring_id))
    return {score.element_code: score for score in found}


def load_scores_of(scoring_ids: Collection[int]) -> dict[int, dict[str, Score]]:
    """Return the scores of several scorings by their id and the element's code, in one query."""
    scores: dict[int, dict[str, Score]] = {scoring_id: {} for scoring_id in scoring_ids}
    for score in session.scalars(select(Score).where(Score.scoring_id.in_(scoring_ids))):
        scores[score.scoring_id][score.element_code] = score
    return scores


def count_scores(scoring_ids: Collection[int]) -> dict[int, int]:
    """Return how many elements each scoring has a level for; one without any is missing."""
    wanted = (
        select(Score.scoring_id, func.count())
        .where(Score.scoring_id.in_(scoring_ids))
        .group_by(Score.scoring_id)
    )
    return {row[0]: row[1] for row in session.execute(wanted)}


def list_seen_before(scoring_ids: Collection[int]) -> set[int]:
    """Return those scorings whose scorer had opened pages of the submission before they began."""
    wanted = select(Scoring.id).where(
        Scoring.id.in_(scoring_ids),
        exists().where(
            Opening.submission_id == Scoring.submission_id,
            Opening.user_id == Scoring.scorer_id,
            Opening.kind == OpenedKind.PAGE,
            Opening.opened_at < Scoring.asked_at,
        ),
    )
    return set(session.scalars(wanted))


def has_seen(user_id: int | None, submission_id: int) -> bool:
    """Tell whether a person opened pages of the submission as it was submitted."""
    wanted = exists().where(
        Opening.submission_id == submission_id,
        Opening.user_id == user_id,
        Opening.kind == OpenedKind.PAGE,
    )
    return bool(session.scalar(select(wanted)))


def find_score(scoring_id: int, code: str) -> Score | None:
    """Return what was scored for an element, or None."""
    wanted = select(Score).where(Score.scoring_id == scoring_id, Score.element_code == code)
    return session.scalar(wanted)


def find_review_of(submission_id: int) -> Review | None:
    """Return the newest review that works on the submission now, with its assessor, or None."""
    wanted = select(Review).where(Review.submission_id == submission_id)
    wanted = wanted.options(joinedload(Review.assessor), joinedload(Review.assessment))
    return session.scalar(wanted.order_by(Review.number.desc()).limit(1))


def is_reviewing(user_id: int | None, submission_id: int) -> bool:
    """Tell whether the person does a review that works on the submission."""
    wanted = exists().where(Review.submission_id == submission_id, Review.assessor_id == user_id)
    return bool(session.scalar(select(wanted)))


def list_assessments_in_hand(user_id: int | None) -> set[int]:
    """Return the self-assessments of which the person has a scoring in hand."""
    wanted = (
        select(Submission.assessment_id)
        .join(Scoring, Scoring.submission_id == Submission.id)
        .where(
            Scoring.scorer_id == user_id,
            Scoring.finished_at.is_(None),
            Scoring.given_up_at.is_(None),
        )
    )
    return set(session.scalars(wanted))


def load_findings_of(review_ids: Collection[int]) -> dict[int, dict[str, Finding]]:
    """Return the findings of several reviews by their id and the element's code, in one query."""
    findings: dict[int, dict[str, Finding]] = {review_id: {} for review_id in review_ids}
    for finding in session.scalars(select(Finding).where(Finding.review_id.in_(review_ids))):
        findings[finding.review_id][finding.element_code] = finding
    return findings


def list_signed_reviews(organisation_id: int) -> Sequence[Review]:
    """Return an organisation's signed reviews with content, service and people, oldest first."""
    wanted = (
        select(Review)
        .join(Review.assessment)
        .where(Assessment.organisation_id == organisation_id, Review.state == ReviewState.SIGNED)
        .options(
            joinedload(Review.assessor),
            joinedload(Review.assessment).options(
                joinedload(Assessment.service), joinedload(Assessment.organisation)
            ),
            joinedload(Review.submission).joinedload(Submission.snapshot).undefer(Snapshot.content),
        )
    )
    return session.scalars(wanted.order_by(Review.signed_at, Review.id)).all()


def _with_people() -> Select[Scoring]:
    assessment = joinedload(Scoring.submission).joinedload(Submission.assessment)
    return select(Scoring).options(
        joinedload(Scoring.scorer),
        joinedload(Scoring.asked_by),
        joinedload(Scoring.submission).joinedload(Submission.snapshot),
        assessment.joinedload(Assessment.service),
        assessment.joinedload(Assessment.organisation),
    )
