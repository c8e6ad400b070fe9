"""Reads of the past of self-assessments; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import joinedload

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.levels_over_time import LevelChange
from cse_assess.assessments.models import Assessment, ElementResponse, ResponseChange
from cse_assess.assessments.past.carrying import CarryReason
from cse_assess.assessments.past.models import CarriedPoint, Snapshot
from cse_assess.assessments.queries import is_possible_id
from cse_assess.assessments.queries.responses import visible_to
from cse_assess.clock import LONDON
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem
from cse_assess.paging import Page, choose_page

PAGE_SIZE = 50
OPEN, SETTLED = "open", "settled"


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A change of a level: which element, when, by whom, from what to what; empty is not scored."""

    code: str
    at: datetime
    by: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class PointFilters:
    """What narrows the carry-forward list; the default shows what is not settled yet."""

    state: str = OPEN
    reason: str = ""


def list_level_changes(assessment_id: int) -> list[LevelChange]:
    """Return every change of a level there ever was, oldest first, by days in United Kingdom."""
    wanted = (
        select(
            ResponseChange.at,
            ElementResponse.element_code,
            ResponseChange.before,
            ResponseChange.after,
        )
        .join(ElementResponse, _is_its())
        .where(_is_of_level(assessment_id))
        .order_by(ResponseChange.at, ResponseChange.id)
    )
    return [
        LevelChange(at.astimezone(LONDON).date(), code, before or None, after or None)
        for at, code, before, after in session.execute(wanted)
    ]


def list_told_changes(assessment_id: int, page: int) -> Page[ToldChange]:
    """Return a page of who changed which level when, newest first; beyond the last the last."""
    counted = select(func.count()).select_from(ResponseChange).join(ElementResponse, _is_its())
    total = session.scalar(counted.where(_is_of_level(assessment_id))) or 0
    number = choose_page(page, total, PAGE_SIZE)
    wanted = (
        select(
            ElementResponse.element_code,
            ResponseChange.at,
            ResponseChange.actor_name,
            ResponseChange.before,
            ResponseChange.after,
        )
        .join(ElementResponse, _is_its())
        .where(_is_of_level(assessment_id))
        .order_by(ResponseChange.at.desc(), ResponseChange.id.desc())
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page([ToldChange(*row) for row in session.execute(wanted)], number, total, PAGE_SIZE)


def _is_its() -> ColumnElement[bool]:
    """Say which response a change belongs to."""
    return ElementResponse.id == ResponseChange.response_id


def _is_of_level(assessment_id: int) -> ColumnElement[bool]:
    return and_(ElementResponse.assessment_id == assessment_id, ResponseChange.field == "level")


def list_snapshots(assessment_id: int) -> Sequence[Snapshot]:
    """Return the snapshots of a self-assessment without their content, newest first."""
    wanted = (
        select(Snapshot)
        .where(Snapshot.assessment_id == assessment_id)
        .options(joinedload(Snapshot.taken_by))
        .order_by(Snapshot.taken_at.desc(), Snapshot.id.desc())
    )
    return session.scalars(wanted).all()


def get_snapshot(assessment_id: int, snapshot_id: int) -> Snapshot:
    """Return a snapshot without its content, which is read when asked for; raise `NotFound`."""
    found = None
    if is_possible_id(snapshot_id):
        found = session.scalar(
            select(Snapshot)
            .where(Snapshot.id == snapshot_id, Snapshot.assessment_id == assessment_id)
            .options(joinedload(Snapshot.taken_by))
        )
    if found is None:
        raise NotFound("There is no such snapshot.")
    return found


def list_comparable(actor: Actor, assessment: Assessment) -> Sequence[Assessment]:
    """Return the organisation's other self-assessments against this standard that they may see.

    The nearest first: those of the same service, then the newest.
    """
    wanted = (
        select(Assessment)
        .where(
            Assessment.organisation_id == assessment.organisation_id,
            Assessment.standard_id == assessment.standard_id,
            Assessment.id != assessment.id,
            visible_to(actor),
        )
        .options(joinedload(Assessment.service), joinedload(Assessment.organisation))
        .order_by(Assessment.service_id != assessment.service_id, Assessment.id.desc())
    )
    return session.scalars(wanted).all()


def list_snapshots_of(assessment_ids: Collection[int]) -> Sequence[Snapshot]:
    """Return the snapshots of several self-assessments without their content, newest first."""
    wanted = (
        select(Snapshot)
        .where(Snapshot.assessment_id.in_(assessment_ids))
        .order_by(Snapshot.taken_at.desc(), Snapshot.id.desc())
    )
    return session.scalars(wanted).all()


def find_items(item_ids: Collection[int]) -> dict[int, EvidenceItem]:
    """Return items of the library by their id."""
    wanted = select(EvidenceItem).where(EvidenceItem.id.in_(item_ids))
    return {item.id: item for item in session.scalars(wanted)}


def list_points(assessment_id: int, filters: PointFilters, page: int) -> Page[CarriedPoint]:
    """Return a page of the carry-forward list in the standard's order; beyond the last the last."""
    where = [CarriedPoint.assessment_id == assessment_id, *_conditions(filters)]
    total = session.scalar(select(func.count()).select_from(CarriedPoint).where(*where)) or 0
    number = choose_page(page, total, PAGE_SIZE)
    wanted = (
        _with_people()
        .join(
            ElementResponse,
            (ElementResponse.assessment_id == CarriedPoint.assessment_id)
            & (ElementResponse.element_code == CarriedPoint.element_code),
        )
        .where(*where)
        .order_by(ElementResponse.position, CarriedPoint.id)
        .limit(PAGE_SIZE)
        .offset((number - 1) * PAGE_SIZE)
    )
    return Page(session.scalars(wanted).all(), number, total, PAGE_SIZE)


def _with_people() -> Select[CarriedPoint]:
    return select(CarriedPoint).options(
        joinedload(CarriedPoint.item), joinedload(CarriedPoint.settled_by)
    )


def _conditions(filters: PointFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.state == OPEN:
        conditions.append(CarriedPoint.settled_at.is_(None))
    elif filters.state == SETTLED:
        conditions.append(CarriedPoint.settled_at.is_not(None))
    if filters.reason:
        conditions.append(CarriedPoint.reason == filters.reason)
    return conditions


def list_open_points(assessment_id: int, code: str) -> Sequence[CarriedPoint]:
    """Return what of an element is still to be looked at again."""
    wanted = _with_people().where(
        CarriedPoint.assessment_id == assessment_id,
        CarriedPoint.element_code == code,
        CarriedPoint.settled_at.is_(None),
    )
    return session.scalars(wanted.order_by(CarriedPoint.id)).all()


def count_open_points(assessment_id: int) -> dict[CarryReason, int]:
    """Return how many points are not settled yet, by their reason; a reason without is missing."""
    wanted = (
        select(CarriedPoint.reason, func.count())
        .where(CarriedPoint.assessment_id == assessment_id, CarriedPoint.settled_at.is_(None))
        .group_by(CarriedPoint.reason)
    )
    return {CarryReason(reason): count for reason, count in session.execute(wanted)}


def get_point(assessment_id: int, point_id: int) -> CarriedPoint:
    """Return a point of the carry-forward list; raise `NotFound`."""
    found = None
    if is_possible_id(point_id):
        found = session.scalar(
            _with_people()
            .where(CarriedPoint.id == point_id, CarriedPoint.assessment_id == assessment_id)
            .options(joinedload(CarriedPoint.assessment))
        )
    if found is None:
        raise NotFound("There is no such point on the carry-forward list.")
    return found


def list_reasons(assessment_id: int) -> list[CarryReason]:
    """Return why things are on the carry-forward list, each reason once, in their order."""
    wanted = select(CarriedPoint.reason).where(CarriedPoint.assessment_id == assessment_id)
    found = set(session.scalars(wanted.distinct()))
    return [reason for reason in CarryReason if reason in found]
