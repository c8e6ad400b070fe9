"""Lists of actions; each function takes a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from cse_assess.accounts.models import User
from cse_assess.assessments.actions.models import (
    OPEN_STATUSES,
    ActionEffect,
    ActionStatus,
    ImprovementAction,
)
from cse_assess.assessments.actions.queries.single import with_everything
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.db import session
from cse_assess.paging import Page, choose_page

PAGE_SIZE = 50
BOARD_SIZE = 30


class ActionOrder(StrEnum):
    """In which order actions are listed."""

    DUE = "due"
    EFFORT = "effort"
    OWNER = "owner"
    NEWEST = "newest"


@dataclass(frozen=True, slots=True)
class ActionFilters:
    """What narrows a list of actions; the default shows those that are open, the next due first.

    `code` is that of an element which they move.
    """

    status: str = ""
    shows_all: bool = False
    owner_id: int | None = None
    is_unowned: bool = False
    is_overdue: bool = False
    code: str = ""
    order: ActionOrder = ActionOrder.DUE


def list_of_assessment(
    assessment_id: int, filters: ActionFilters, on: date, page: int = 1
) -> Page[ImprovementAction]:
    """Return a page of an assessment's actions; `on` is the day on which they are overdue or not.

    Beyond the last page the last is returned.
    """
    where = [ImprovementAction.assessment_id == assessment_id, *_conditions(filters, on)]
    counted = select(func.count()).select_from(ImprovementAction).where(*where)
    total = session.scalar(counted) or 0
    number = choose_page(page, total, PAGE_SIZE)
    wanted = (
        with_everything()
        .where(*where)
        .order_by(*_order(filters.order))
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(session.scalars(wanted).all(), number, total, PAGE_SIZE)


def _conditions(filters: ActionFilters, on: date) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.status:
        conditions.append(ImprovementAction.status == filters.status)
    elif not filters.shows_all:
        conditions.append(ImprovementAction.status.in_(OPEN_STATUSES))
    if filters.owner_id is not None:
        conditions.append(ImprovementAction.owner_id == filters.owner_id)
    if filters.is_unowned:
        conditions.append(ImprovementAction.owner_id.is_(None))
    if filters.is_overdue:
        conditions.append(is_overdue(on))
    if filters.code:
        conditions.append(_moves(filters.code))
    return conditions


def is_overdue(on: date) -> ColumnElement[bool]:
    """Say `ImprovementAction.is_overdue` in SQL."""
    return and_(ImprovementAction.status.in_(OPEN_STATUSES), ImprovementAction.due_on < on)


def _moves(code: str) -> ColumnElement[bool]:
    return ImprovementAction.id.in_(
        select(ActionEffect.action_id)
        .join(ActionEffect.response)
        .where(ElementResponse.element_code == code)
    )


def _order(order: ActionOrder) -> tuple[Any, ...]:
    by_due = (ImprovementAction.due_on.is_(None), ImprovementAction.due_on, ImprovementAction.id)
    owner = select(func.lower(User.name)).where(User.id == ImprovementAction.owner_id)
    first: dict[ActionOrder, tuple[Any, ...]] = {
        ActionOrder.DUE: (),
        ActionOrder.EFFORT: (
            ImprovementAction.effort_days.is_(None),
            ImprovementAction.effort_days.desc(),
        ),
        ActionOrder.OWNER: (
            ImprovementAction.owner_id.is_not(None),
            owner.scalar_subquery(),
        ),
        ActionOrder.NEWEST: (ImprovementAction.id.desc(),),
    }
    return (*first[order], *by_due)


def list_column(assessment_id: int, status: ActionStatus) -> Sequence[ImprovementAction]:
    """Return the first actions of one status: open ones by their day, others the newest first."""
    order = ActionOrder.DUE if status in OPEN_STATUSES else ActionOrder.NEWEST
    wanted = (
        with_everything()
        .where(ImprovementAction.assessment_id == assessment_id, ImprovementAction.status == status)
        .order_by(*_order(order))
        .limit(BOARD_SIZE)
    )
    return session.scalars(wanted).all()


def list_due_between(
    assessment_id: int, filters: ActionFilters, on: date, first: date, last: date
) -> Sequence[ImprovementAction]:
    """Return the actions that are due from one day to another, both included, by their days."""
    wanted = (
        with_everything()
        .where(
            ImprovementAction.assessment_id == assessment_id,
            ImprovementAction.due_on.between(first, last),
            *_conditions(filters, on),
        )
        .order_by(ImprovementAction.due_on, ImprovementAction.id)
    )
    return session.scalars(wanted).all()


def list_open_of_response(response_id: int) -> Sequence[ImprovementAction]:
    """Return the open actions that move an element, the next due first."""
    moving = select(ActionEffect.action_id).where(ActionEffect.response_id == response_id)
    wanted = (
        with_everything()
        .where(ImprovementAction.id.in_(moving), ImprovementAction.status.in_(OPEN_STATUSES))
        .order_by(*_order(ActionOrder.DUE))
    )
    return session.scalars(wanted).all()


def list_all(assessment_id: int) -> Sequence[ImprovementAction]:
    """Return every action of a self-assessment, oldest first."""
    wanted = (
        with_everything()
        .where(ImprovementAction.assessment_id == assessment_id)
        .order_by(ImprovementAction.id)
    )
    return session.scalars(wanted).all()


def list_due_by(until: date) -> Sequence[ImprovementAction]:
    """Return the open actions of open self-assessments that are due by `until`, past days too."""
    wanted = (
        with_everything()
        .where(
            ImprovementAction.status.in_(OPEN_STATUSES),
            ImprovementAction.due_on <= until,
            Assessment.locked_at.is_(None),
        )
        .order_by(ImprovementAction.id)
    )
    return session.scalars(wanted).all()


def list_dated_of_person(
    user_id: int | None, unowned_in: int | None
) -> Sequence[ImprovementAction]:
    """Return the open actions with a day that a person owns, the next due first.

    Those that nobody owns in the organisation `unowned_in` are among them, where it is given.
    """
    is_theirs = ImprovementAction.owner_id == user_id
    is_unowned = and_(
        ImprovementAction.owner_id.is_(None), Assessment.organisation_id == unowned_in
    )
    wanted = (
        with_everything()
        .where(
            or_(is_theirs, is_unowned),
            ImprovementAction.status.in_(OPEN_STATUSES),
            ImprovementAction.due_on.is_not(None),
            Assessment.locked_at.is_(None),
        )
        .order_by(ImprovementAction.due_on, ImprovementAction.id)
    )
    return session.scalars(wanted).all()


def list_owners(assessment_id: int) -> Sequence[User]:
    """Return who owns an action of the self-assessment, by name."""
    owners = select(ImprovementAction.owner_id).where(
        ImprovementAction.assessment_id == assessment_id
    )
    return session.scalars(
        select(User).where(User.id.in_(owners)).order_by(func.lower(User.name), User.id)
    ).all()


def list_moved_codes(assessment_id: int) -> Sequence[str]:
    """Return the codes of the elements that some action moves, in the standard's order."""
    wanted = (
        select(ElementResponse.element_code)
        .where(
            ElementResponse.assessment_id == assessment_id,
            ElementResponse.id.in_(select(ActionEffect.response_id)),
        )
        .order_by(ElementResponse.position)
    )
    return session.scalars(wanted).all()
