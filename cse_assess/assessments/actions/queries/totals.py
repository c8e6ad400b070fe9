"""All actions of a self-assessment in figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, and_, case, func, select

from cse_assess.assessments.actions.models import OPEN_STATUSES, ActionStatus, ImprovementAction
from cse_assess.assessments.actions.queries.lists import is_overdue
from cse_assess.db import session


@dataclass(frozen=True, slots=True)
class StatusTotal:
    """The actions of one status: how many, their effort in days, and how many have no estimate."""

    count: int = 0
    effort_days: Decimal = Decimal(0)
    not_estimated: int = 0


@dataclass(frozen=True, slots=True)
class ActionTotals:
    """All actions of a self-assessment in figures; a status without actions has empty totals."""

    by_status: dict[ActionStatus, StatusTotal]
    overdue: int
    unowned: int

    @property
    def open(self) -> StatusTotal:
        """Return the totals of what is still to be done."""
        parts = [self.by_status[status] for status in OPEN_STATUSES]
        return StatusTotal(
            sum(part.count for part in parts),
            sum((part.effort_days for part in parts), Decimal(0)),
            sum(part.not_estimated for part in parts),
        )

    @property
    def count(self) -> int:
        """Return how many actions there are, whatever their status."""
        return sum(total.count for total in self.by_status.values())


def total_actions(assessment_id: int, on: date) -> ActionTotals:
    """Return the figures of all of an assessment's actions as of the day `on`, in one query."""
    is_open = ImprovementAction.status.in_(OPEN_STATUSES)
    wanted = (
        select(
            ImprovementAction.status,
            func.count(),
            func.sum(ImprovementAction.effort_days),
            _count_where(ImprovementAction.effort_days.is_(None)),
            _count_where(is_overdue(on)),
            _count_where(and_(is_open, ImprovementAction.owner_id.is_(None))),
        )
        .where(ImprovementAction.assessment_id == assessment_id)
        .group_by(ImprovementAction.status)
    )
    totals = dict.fromkeys(ActionStatus, StatusTotal())
    overdue = unowned = 0
    for status, count, effort, not_estimated, late, without in session.execute(wanted):
        totals[ActionStatus(status)] = StatusTotal(count, effort or Decimal(0), not_estimated)
        overdue, unowned = overdue + late, unowned + without
    return ActionTotals(totals, overdue, unowned)


def _count_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
