"""Reads of queries and addenda; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload, undefer
from sqlalchemy.orm.interfaces import ORMOption

from cse_assess.assessments.models import Assessment
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem
from cse_assess.ids import is_possible_id
from cse_assess.review.assessor_queries.lines import QueryLine, make_lines
from cse_assess.review.assessor_queries.models import (
    Addendum,
    AssessorQuery,
    GatheredPiece,
    QueryState,
)
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.submissions.models import Submission

NO_QUERY = "There is no such query."


def get_query_of_review(review_id: int, number: int) -> AssessorQuery:
    """Return a query of a review by its number; raise `NotFound`."""
    is_it = and_(AssessorQuery.review_id == review_id, AssessorQuery.number == number)
    return _get_one(is_it, number)


def get_received_query(assessment_id: int, query_id: int) -> AssessorQuery:
    """Return a query of any review of a self-assessment by its id; raise `NotFound`."""
    is_it = and_(Review.assessment_id == assessment_id, AssessorQuery.id == query_id)
    return _get_one(is_it, query_id)


def _get_one(is_it: ColumnElement[bool], number: int) -> AssessorQuery:
    found = session.scalar(_with_all().where(is_it)) if is_possible_id(number) else None
    if found is None:
        raise NotFound(NO_QUERY)
    return found


def list_of_review(review_id: int) -> list[QueryLine]:
    """Return the queries of a review with their addenda, the first asked first."""
    wanted = _with_all().where(AssessorQuery.review_id == review_id)
    return _load_lines(wanted.order_by(AssessorQuery.number))


def list_of_assessment(assessment_id: int) -> list[QueryLine]:
    """Return the queries of all reviews of a self-assessment, the first asked first."""
    wanted = _with_all().where(Review.assessment_id == assessment_id)
    return _load_lines(wanted.order_by(AssessorQuery.id))


def list_queries_of_element(review_id: int, code: str) -> list[QueryLine]:
    """Return the queries of a review about one element, with their addenda, in two queries."""
    wanted = _with_all().where(
        AssessorQuery.review_id == review_id, AssessorQuery.element_code == code
    )
    return _load_lines(wanted.order_by(AssessorQuery.number))


def make_line(query: AssessorQuery) -> QueryLine:
    """Return one query as pages show it today, in one query."""
    return make_lines([query], _load_addenda([query]), today())[0]


def _load_lines(wanted: Select[AssessorQuery]) -> list[QueryLine]:
    found = session.scalars(wanted).all()
    return make_lines(found, _load_addenda(found), today())


def _load_addenda(of: Collection[AssessorQuery]) -> dict[int, Addendum]:
    wanted = _with_content().where(Addendum.query_id.in_({query.id for query in of}))
    return {addendum.query_id: addendum for addendum in session.scalars(wanted)}


def list_followers(query: AssessorQuery) -> Sequence[AssessorQuery]:
    """Return the queries that ask anew about this one."""
    wanted = select(AssessorQuery).where(AssessorQuery.follows_id == query.id)
    return session.scalars(wanted.order_by(AssessorQuery.number)).all()


def list_addenda(submission_id: int) -> Sequence[Addendum]:
    """Return what was added to a submission, with contents and queries, by its numbers."""
    wanted = _with_content().where(Addendum.submission_id == submission_id)
    return session.scalars(wanted.order_by(Addendum.number)).all()


def list_ids_of_addenda() -> Sequence[int]:
    """Return the id of every addendum of the installation, in order."""
    return session.scalars(select(Addendum.id).order_by(Addendum.id)).all()


def get_whole_addendum(addendum_id: int) -> Addendum:
    """Return an addendum that is there, with manifest, content, query and submission."""
    return session.scalars(_with_content().where(Addendum.id == addendum_id)).one()


def list_unproven_queries() -> Sequence[AssessorQuery]:
    """Return every query of the installation that was answered and has no addendum, in order."""
    answering = select(Addendum.query_id)
    wanted = _with_all().where(
        AssessorQuery.answered_at.is_not(None), AssessorQuery.id.not_in(answering)
    )
    return session.scalars(wanted.order_by(AssessorQuery.id)).all()


def list_gathered_items(query_id: int) -> Sequence[EvidenceItem]:
    """Return what is to go with an answer, in the order in which it was added."""
    wanted = (
        select(EvidenceItem)
        .join(GatheredPiece, GatheredPiece.item_id == EvidenceItem.id)
        .where(GatheredPiece.query_id == query_id)
        .order_by(GatheredPiece.id)
        .options(joinedload(EvidenceItem.owner))
    )
    return session.scalars(wanted).all()


def find_gathered(query_id: int, item_id: int) -> GatheredPiece | None:
    """Return the tie between a query and a piece that is to go with its answer, or None."""
    if not is_possible_id(item_id):
        return None
    return session.scalar(
        select(GatheredPiece).where(
            GatheredPiece.query_id == query_id, GatheredPiece.item_id == item_id
        )
    )


def count_queries(review_id: int) -> int:
    """Return how many queries a review has, whatever became of them."""
    wanted = select(func.count()).where(AssessorQuery.review_id == review_id)
    return session.scalar(wanted) or 0


def count_addenda(submission_id: int) -> int:
    """Return how many addenda a submission has."""
    wanted = select(func.count()).where(Addendum.submission_id == submission_id)
    return session.scalar(wanted) or 0


def list_unanswered_until(last: date) -> Sequence[AssessorQuery]:
    """Return every query that can be answered and is to be by the day `last`, in order."""
    wanted = _with_all().where(
        AssessorQuery.state == QueryState.ASKED,
        AssessorQuery.answer_by <= last,
        Review.state != ReviewState.SIGNED,
        Submission.withdrawn_at.is_(None),
    )
    return session.scalars(wanted.order_by(AssessorQuery.id)).all()


def _with_all() -> Select[AssessorQuery]:
    return (
        select(AssessorQuery)
        .join(AssessorQuery.review)
        .join(Review.submission)
        .options(
            joinedload(AssessorQuery.asked_by),
            joinedload(AssessorQuery.answered_by),
            joinedload(AssessorQuery.decided_by),
            joinedload(AssessorQuery.follows),
            *_review_parts(),
        )
    )


def _review_parts() -> tuple[ORMOption, ...]:
    review = joinedload(AssessorQuery.review)
    return (
        review.joinedload(Review.assessor),
        review.joinedload(Review.submission),
        review.joinedload(Review.assessment).options(
            joinedload(Assessment.service), joinedload(Assessment.organisation)
        ),
    )


def _with_content() -> Select[Addendum]:
    return select(Addendum).options(
        undefer(Addendum.content),
        undefer(Addendum.manifest),
        joinedload(Addendum.added_by),
        joinedload(Addendum.query).joinedload(AssessorQuery.review).joinedload(Review.submission),
        joinedload(Addendum.submission).joinedload(Submission.assessment),
    )
