"""Reads of what was opened; each function takes a fixed number of queries."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from cse_assess.accounts.models import User
from cse_assess.db import session
from cse_assess.paging import Page, choose_page
from cse_assess.review.trail.models import OpenedKind, Opening
from cse_assess.review.trail.opened import Opened

PAGE_SIZE = 50
ROWS_AT_ONCE = 500
OF_EVIDENCE = (OpenedKind.EVIDENCE, OpenedKind.FILE)


def list_opened_pieces(submission_id: int, user_id: int | None) -> set[tuple[int, int]]:
    """Return item and revision number of each piece that the person opened of the submission."""
    wanted = select(Opening.item_id, Opening.revision_number).where(
        Opening.submission_id == submission_id,
        Opening.user_id == user_id,
        Opening.kind.in_(OF_EVIDENCE),
    )
    rows = session.execute(wanted.distinct())
    return {(item_id, number) for item_id, number in rows if item_id and number}


def was_opened_since(user_id: int, opened: Opened, at: datetime) -> bool:
    """Tell whether the person opened this very thing after `at`."""
    wanted = exists().where(
        Opening.submission_id == opened.submission_id,
        Opening.user_id == user_id,
        Opening.opened_at > at,
        Opening.kind == opened.kind,
        Opening.title == opened.title,
        Opening.item_id.is_not_distinct_from(opened.item_id),
        Opening.revision_number.is_not_distinct_from(opened.revision_number),
    )
    return bool(session.scalar(select(wanted)))


def list_openings(assessment_id: int, user_id: int | None, page: int) -> Page[Opening]:
    """Return a page of what was opened, newest first; of one person where `user_id` says which."""
    where = _conditions(assessment_id, user_id)
    total = session.scalar(select(func.count()).select_from(Opening).where(*where)) or 0
    number = choose_page(page, total, PAGE_SIZE)
    wanted = _newest_first(where).limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)
    return Page(session.scalars(wanted).all(), number, total, PAGE_SIZE)


def iterate_openings(assessment_id: int, user_id: int | None) -> Iterator[Opening]:
    """Yield everything that was opened, newest first, without holding all of it in memory."""
    wanted = _newest_first(_conditions(assessment_id, user_id))
    return iter(session.scalars(wanted.execution_options(yield_per=ROWS_AT_ONCE)))


def _conditions(assessment_id: int, user_id: int | None) -> list[ColumnElement[bool]]:
    conditions = [Opening.assessment_id == assessment_id]
    if user_id is not None:
        conditions.append(Opening.user_id == user_id)
    return conditions


def _newest_first(where: list[ColumnElement[bool]]) -> Select[Opening]:
    return (
        select(Opening)
        .join(Opening.user)
        .where(*where)
        .options(contains_eager(Opening.user), joinedload(Opening.submission))
        .order_by(Opening.opened_at.desc(), Opening.id.desc())
    )


def list_openers(assessment_id: int) -> Sequence[User]:
    """Return everybody who opened something of the self-assessment's submissions, by name."""
    openers = select(Opening.user_id).where(Opening.assessment_id == assessment_id)
    wanted = select(User).where(User.id.in_(openers)).order_by(func.lower(User.name), User.id)
    return session.scalars(wanted).all()
