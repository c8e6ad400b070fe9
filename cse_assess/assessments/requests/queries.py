"""Reads of requests; each function takes a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import is_possible_id
from cse_assess.assessments.requests.models import (
    EvidenceRequest,
    EvidenceRequestEvent,
    EvidenceRequestItem,
)
from cse_assess.assessments.requests.states import OPEN, WITH_THE_ASKED
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem
from cse_assess.paging import Page, choose_page

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class RequestFilters:
    """What narrows a list of requests; the default shows those that are open."""

    state: str = ""
    asked_id: int | None = None
    is_overdue: bool = False
    shows_all: bool = False


def get_request(request_id: int) -> EvidenceRequest:
    """Return a request with its element, assessment and people; raise `NotFound`."""
    found = None
    if is_possible_id(request_id):
        found = session.scalar(_with_everything().where(EvidenceRequest.id == request_id))
    if found is None:
        raise NotFound("There is no such request.")
    return found


def list_of_assessment(
    assessment_id: int, filters: RequestFilters, on: date, page: int = 1
) -> Page[EvidenceRequest]:
    """Return a page of an assessment's requests: by element, then the soonest due first.

    `on` is the day on which they are overdue or not. Beyond the last page the last is returned.
    """
    where = [ElementResponse.assessment_id == assessment_id, *_conditions(filters, on)]
    total = session.scalar(
        select(func.count())
        .select_from(EvidenceRequest)
        .join(EvidenceRequest.response)
        .where(*where)
    )
    number = choose_page(page, total or 0, PAGE_SIZE)
    wanted = (
        _with_everything()
        .where(*where)
        .order_by(ElementResponse.position, EvidenceRequest.due_on, EvidenceRequest.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(session.scalars(wanted).all(), number, total or 0, PAGE_SIZE)


def _conditions(filters: RequestFilters, on: date) -> list[ColumnElement[bool]]:
    conditions = []
    if filters.state:
        conditions.append(EvidenceRequest.state == filters.state)
    elif not filters.shows_all:
        conditions.append(EvidenceRequest.state.in_(OPEN))
    if filters.asked_id is not None:
        conditions.append(EvidenceRequest.asked_id == filters.asked_id)
    if filters.is_overdue:
        conditions.append(_is_overdue(on))
    return conditions


def _is_overdue(on: date) -> ColumnElement[bool]:
    """Say `EvidenceRequest.is_overdue` in SQL."""
    return EvidenceRequest.state.in_(WITH_THE_ASKED) & (EvidenceRequest.due_on < on)


def list_asked_of(user_id: int | None) -> Sequence[EvidenceRequest]:
    """Return the requests that wait for this person's answer, the soonest due first."""
    wanted = (
        _with_everything()
        .where(
            EvidenceRequest.asked_id == user_id,
            EvidenceRequest.state.in_(WITH_THE_ASKED),
            Assessment.locked_at.is_(None),
        )
        .order_by(EvidenceRequest.due_on, EvidenceRequest.id)
    )
    return session.scalars(wanted).all()


def list_past_of(user_id: int | None, limit: int = PAGE_SIZE) -> Sequence[EvidenceRequest]:
    """Return the newest requests to this person that do not wait for an answer of theirs."""
    wanted = (
        _with_everything()
        .where(EvidenceRequest.asked_id == user_id, EvidenceRequest.state.not_in(WITH_THE_ASKED))
        .order_by(EvidenceRequest.id.desc())
        .limit(limit)
    )
    return session.scalars(wanted).all()


def list_open_of_response(response_id: int) -> Sequence[EvidenceRequest]:
    """Return the open requests for an element, the soonest due first."""
    wanted = (
        _with_everything()
        .where(EvidenceRequest.response_id == response_id, EvidenceRequest.state.in_(OPEN))
        .order_by(EvidenceRequest.due_on, EvidenceRequest.id)
    )
    return session.scalars(wanted).all()


def list_overdue(on: date) -> Sequence[EvidenceRequest]:
    """Return every overdue request of self-assessments that are not locked, oldest first."""
    wanted = (
        _with_everything()
        .where(_is_overdue(on), Assessment.locked_at.is_(None))
        .order_by(EvidenceRequest.id)
    )
    return session.scalars(wanted).all()


def _with_everything() -> Select[EvidenceRequest]:
    return (
        select(EvidenceRequest)
        .join(EvidenceRequest.response)
        .join(ElementResponse.assessment)
        .options(
            contains_eager(EvidenceRequest.response)
            .contains_eager(ElementResponse.assessment)
            .options(joinedload(Assessment.service), joinedload(Assessment.organisation)),
            joinedload(EvidenceRequest.asked),
            joinedload(EvidenceRequest.asked_by),
        )
    )


def list_items(request_id: int) -> Sequence[EvidenceItem]:
    """Return what is sent in for a request, in the order in which it was added."""
    wanted = (
        select(EvidenceItem)
        .join(EvidenceRequestItem, EvidenceRequestItem.item_id == EvidenceItem.id)
        .where(EvidenceRequestItem.request_id == request_id)
        .order_by(EvidenceRequestItem.id)
        .options(joinedload(EvidenceItem.owner))
    )
    return session.scalars(wanted).all()


def find_request_item(request_id: int, item_id: int) -> EvidenceRequestItem | None:
    """Return the tie between a request and a piece of evidence, or None."""
    if not is_possible_id(item_id):
        return None
    return session.scalar(
        select(EvidenceRequestItem).where(
            EvidenceRequestItem.request_id == request_id, EvidenceRequestItem.item_id == item_id
        )
    )


def list_events(request_id: int) -> Sequence[EvidenceRequestEvent]:
    """Return the steps of a request, newest first."""
    return session.scalars(
        select(EvidenceRequestEvent)
        .where(EvidenceRequestEvent.request_id == request_id)
        .order_by(EvidenceRequestEvent.id.desc())
    ).all()


def has_open_request(response_id: int, asked_id: int) -> bool:
    """Tell whether this person has an open request for this element already."""
    wanted = select(EvidenceRequest.id).where(
        EvidenceRequest.response_id == response_id,
        EvidenceRequest.asked_id == asked_id,
        EvidenceRequest.state.in_(OPEN),
    )
    return session.scalars(wanted.limit(1)).first() is not None


def list_asked_people(assessment_id: int) -> Sequence[User]:
    """Return who was ever asked for something in the assessment, by name."""
    asked = (
        select(EvidenceRequest.asked_id)
        .join(EvidenceRequest.response)
        .where(ElementResponse.assessment_id == assessment_id)
    )
    return session.scalars(
        select(User).where(User.id.in_(asked)).order_by(func.lower(User.name), User.id)
    ).all()
