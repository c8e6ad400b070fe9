"""Queries of assessors and their answers through the services, committed."""

from datetime import timedelta

from factories.accounts import actor_of
from factories.assessments import cse, system_actor

from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.review.assessor_queries import services
from cse_assess.review.assessor_queries.gathering import load_pieces, name_pieces
from cse_assess.review.assessor_queries.models import Addendum, AssessorQuery
from cse_assess.review.desk.models import Review

CODE = "1.1.1"


def ask(review: Review, question="The minutes of the panel", *, code=CODE, due_in=10, **values):
    """Ask for more as the review's assessor; `due_in` counts days from today, maybe negative."""
    query = services.ask_query(
        actor=actor_of(review.assessor),
        review=review,
        standard=cse(),
        element_code=code,
        question=question,
        answer_by=today() + timedelta(days=max(due_in, 0)),
        **values,
    )
    query.answer_by = today() + timedelta(days=due_in)
    session.commit()
    return query


def gather(query: AssessorQuery, *items, actor=None) -> None:
    """Put pieces of the library with the answer to come."""
    for item in items:
        services.add_item(actor=actor or _of_organisation(query), query=query, item=item)
    session.commit()


def answer(
    query: AssessorQuery, words="Here they are.", *items, actor=None, is_scanning=False
) -> Addendum:
    """Answer a query with these pieces, besides what is gathered already."""
    gather(query, *items, actor=actor)
    addendum = services.answer_query(
        actor=actor or _of_organisation(query),
        query=query,
        version_id=query.version_id,
        seen=name_pieces(load_pieces(query)),
        answer=words,
        is_scanning=is_scanning,
    )
    session.commit()
    return addendum


def decide(query: AssessorQuery, take, reason="It does.") -> None:
    """Take a step of the assessor, one of the services' functions."""
    take(
        actor=actor_of(query.review.assessor),
        query=query,
        version_id=query.version_id,
        reason=reason,
    )
    session.commit()


def _of_organisation(query: AssessorQuery):
    return system_actor(query.review.assessment.service)
