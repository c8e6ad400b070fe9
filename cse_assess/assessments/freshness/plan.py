"""The plan of renewals: which evidence runs out when, as one person may know it.

Locked self-assessments are over, so nothing is renewed for their sake.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.freshness import EvidenceState, Freshness
from cse_assess.analysis.renewals import Renewal, Use, plan_renewal
from cse_assess.assessments.freshness import queries
from cse_assess.assessments.freshness.queries import DatedItem
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import list_assessments
from cse_assess.assessments.wording import find_standard
from cse_assess.standards.structure import EvidenceRules, Standard

DEFAULT_MONTHS = EvidenceRules().validity_months
NOT_USED: frozenset[Use] = frozenset()


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What narrows the plan; the default is everything that the person may see."""

    owner_id: int | None = None
    assessment_id: int | None = None
    state: str = ""
    runs_out_on: date | None = None


class PlannedItem(NamedTuple):
    """An item and how it stands."""

    item: DatedItem
    renewal: Renewal


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan on a day: the soonest to run out first, undated ones last.

    `assessments` are the open self-assessments that it is judged for.
    """

    on: date
    items: tuple[PlannedItem, ...]
    assessments: tuple[Assessment, ...]

    def between(self, first: date, last: date) -> list[PlannedItem]:
        """Return what runs out from one day to another, both included."""
        return [
            planned
            for planned in self.items
            if planned.renewal.last_day is not None and first <= planned.renewal.last_day <= last
        ]

    @property
    def visits(self) -> list[Assessment]:
        """Return the assessments with a visit still to come, the soonest first."""
        coming = [(each.visit_on, each.id, each) for each in self.assessments if each.visit_on]
        return [each for visit_on, _, each in sorted(coming) if visit_on >= self.on]


def make_plan(
    viewer: Actor, on: date, folders: Sequence[Path], narrowing: Narrowing | None = None
) -> Plan:
    """Return the plan for the viewer's organisation on the day `on`, in three queries.

    `folders` are where this installation keeps its standards. Raises `NotAllowed` for an outsider.
    """
    narrowing = narrowing or Narrowing()
    assessments = list_open_assessments(viewer)
    judges = {
        each.id: _Judge(each, find_standard(each, folders=folders))
        for each in assessments
        if narrowing.assessment_id in {None, each.id}
    }
    planner = _Planner(on, judges)
    items = queries.list_dated_items(
        viewer.member_of,
        viewer,
        owner_id=narrowing.owner_id,
        used_in=None if narrowing.assessment_id is None else judges.keys(),
    )
    planned = (PlannedItem(item, planner.plan(item)) for item in items)
    kept = (each for each in planned if _is_wanted(each.renewal, narrowing))
    return Plan(on, tuple(sorted(kept, key=_order)), tuple(assessments))


def list_open_assessments(viewer: Actor) -> list[Assessment]:
    """Return the viewer's organisation's self-assessments that they may see and that are open."""
    return [
        each
        for each in list_assessments(viewer)
        if not each.is_locked and each.organisation_id == viewer.organisation_id
    ]


def group_by_month(items: Iterable[PlannedItem]) -> list[tuple[date | None, list[PlannedItem]]]:
    """Return items in the order of a plan with the first day of each month; None is undated."""
    grouped = groupby(items, key=lambda planned: _month_of(planned.renewal.last_day))
    return [(month, list(members)) for month, members in grouped]


def _month_of(day: date | None) -> date | None:
    return None if day is None else day.replace(day=1)


@dataclass(frozen=True, slots=True)
class _Judge:
    """What an open self-assessment asks of its evidence."""

    assessment: Assessment
    standard: Standard | None

    def use(self, code: str) -> Use:
        """Return how evidence is judged at the element of this code."""
        if self.standard is None:
            return Use(DEFAULT_MONTHS, None, self.assessment.visit_on)
        element = self.standard.find_element(code)
        return Use(
            self.standard.evidence.validity_months,
            element.evidence_max_age_months if element else None,
            self.assessment.visit_on,
        )


class _Planner:
    """Plans item after item, each combination of dates and uses only once: there are few."""

    def __init__(self, on: date, judges: dict[int, _Judge]) -> None:
        self._on = on
        self._uses = _gather_uses(judges)
        self._known: dict[tuple[date | None, date | None, frozenset[Use]], Renewal] = {}

    def plan(self, item: DatedItem) -> Renewal:
        """Return how the item stands."""
        key = (item.evidence_on, item.valid_until, self._uses.get(item.id, NOT_USED))
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._judge(item, key[2])
        return found

    def _judge(self, item: DatedItem, uses: frozenset[Use]) -> Renewal:
        state = EvidenceState(item.id, item.title, item.evidence_on, item.valid_until)
        return plan_renewal(state, tuple(uses), self._on, DEFAULT_MONTHS)


def _gather_uses(judges: dict[int, _Judge]) -> dict[int, frozenset[Use]]:
    """Return how each item that is used is judged; the same set stands for the same uses."""
    places: dict[tuple[int, str], frozenset[Use]] = {}
    found: dict[int, frozenset[Use]] = {}
    for item_id, assessment_id, code in queries.list_uses(judges):
        place = assessment_id, code
        if place not in places:
            places[place] = frozenset({judges[assessment_id].use(code)})
        found[item_id] = found[item_id] | places[place] if item_id in found else places[place]
    return found


def _is_wanted(renewal: Renewal, narrowing: Narrowing) -> bool:
    if narrowing.state and renewal.state != Freshness(narrowing.state):
        return False
    return narrowing.runs_out_on in {None, renewal.last_day}


def _order(planned: PlannedItem) -> tuple[bool, date, str, int]:
    last_day = planned.renewal.last_day
    return (
        last_day is None,
        last_day or date.max,
        planned.item.title.casefold(),
        planned.item.id,
    )
