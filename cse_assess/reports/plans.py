"""What a report tells the organisation's own people beside the state of things: plans and past."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.checks.facts import CheckFinding
from cse_assess.analysis.fragility import Fragility
from cse_assess.analysis.levels_over_time import (
    DayReadiness,
    LevelChange,
    pick_ends_of_months,
    trace_readiness,
)
from cse_assess.analysis.readiness import Levels
from cse_assess.analysis.route.finder import find_route
from cse_assess.analysis.route.search import SearchTooLongError
from cse_assess.assessments.actions.lines import ActionLine, EffectLine
from cse_assess.assessments.actions.values import speak_effort
from cse_assess.assessments.checks.findings import ShownFinding
from cse_assess.assessments.checks.words import KIND_TITLES, SURENESS_TITLES
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.route.choices import Wishes, sort_actions
from cse_assess.clock import LONDON, today
from cse_assess.reports.outlook import ForecastEntry
from cse_assess.standards.structure import Standard
from cse_assess.web.time_chart import TimeChart

MOST_STEPS = 4000
"""How far the way is looked for: a few seconds, as on its page."""


@dataclass(frozen=True, slots=True)
class ActionEntry:
    """An improvement action; `effort_days` is None where nobody estimated it."""

    title: str
    status: str
    owner: str
    due_on: date | None
    is_overdue: bool
    effort_days: Decimal | None
    effort: str
    moves: tuple[str, ...]
    notes: str


@dataclass(frozen=True, slots=True)
class RouteStep:
    """An action of the way to the award."""

    title: str
    effort: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RouteEntry:
    """The way to the award at the least effort, or why there is none.

    `by` is the day by which its actions are to be done, and `left_out` is how many open actions
    it cannot take, because nobody estimated them or they come too late.
    """

    is_possible: bool
    effort_days: Decimal | None
    effort: str
    steps: tuple[RouteStep, ...]
    reasons: tuple[str, ...]
    by: date | None
    left_out: int


@dataclass(frozen=True, slots=True)
class CheckEntry:
    """Something that does not fit together at an element."""

    code: str
    title: str
    kind: str
    sureness: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class PastDay:
    """How much of each group was met at the end of a day, in percent, in the standard's order."""

    on: date
    percents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeptState:
    """A snapshot: its name, and the day on which it was taken."""

    name: str
    on: date


@dataclass(frozen=True, slots=True)
class Plans:
    """All of it; what was not chosen is empty. `group_names` are the headings of the past days."""

    actions: tuple[ActionEntry, ...] = ()
    route: RouteEntry | None = None
    forecast: ForecastEntry | None = None
    fragility: Fragility | None = None
    checks: tuple[CheckEntry, ...] = ()
    past: tuple[PastDay, ...] = ()
    past_chart: TimeChart | None = None
    snapshots: tuple[KeptState, ...] = ()
    group_names: tuple[str, ...] = ()


NO_PLANS = Plans()


def describe_actions(lines: Iterable[ActionLine]) -> Iterator[ActionEntry]:
    """Yield the actions as a report tells them."""
    for line in lines:
        action = line.action
        yield ActionEntry(
            title=action.title,
            status=line.status_title,
            owner=action.owner.name if action.owner else "",
            due_on=action.due_on,
            is_overdue=line.is_overdue,
            effort_days=action.effort_days,
            effort=line.effort,
            moves=tuple(map(_describe_effect, line.effects)),
            notes=action.notes,
        )


def _describe_effect(effect: EffectLine) -> str:
    return f"{effect.code} to “{effect.to_level.title}”" if effect.to_level else effect.code


def describe_route(
    standard: Standard, levels: Levels, planned: Sequence[PlannedAction], by: date | None
) -> RouteEntry | None:
    """Return the least work that passes by the day `by`; None where it takes too long to find."""
    picked = sort_actions(planned, Wishes(by=by), today=today())
    try:
        route = find_route(standard, levels, picked.usable, most_steps=MOST_STEPS)
    except SearchTooLongError:
        return None
    return RouteEntry(
        is_possible=route.is_possible,
        effort_days=route.effort_days,
        effort=speak_effort(route.effort_days),
        steps=tuple(
            RouteStep(each.title, speak_effort(each.effort_days), each.due_on)
            for each in route.actions
        ),
        reasons=route.reasons,
        by=by,
        left_out=len(picked.hindered),
    )


def describe_checks(found: Iterable[ShownFinding]) -> Iterator[CheckEntry]:
    """Yield what does not fit together and was not set aside."""
    for shown in found:
        if shown.set_aside is None:
            yield _describe_finding(shown.title, shown.finding)


def _describe_finding(title: str, finding: CheckFinding) -> CheckEntry:
    return CheckEntry(
        code=finding.code,
        title=title,
        kind=KIND_TITLES[finding.kind],
        sureness=SURENESS_TITLES[finding.sureness],
        reason=finding.reason,
        remedy=finding.remedy,
    )


def describe_past(standard: Standard, changes: Sequence[LevelChange]) -> Iterator[PastDay]:
    """Yield how much of each group was met at the end of each month with a change, oldest first."""
    for day in pick_ends_of_months(trace_readiness(standard, changes)):
        yield PastDay(day.on, _list_percents(day))


def _list_percents(day: DayReadiness) -> tuple[int, ...]:
    return tuple(group.tally.percent_met for group in day.readiness.groups)


def describe_snapshots(snapshots: Iterable[Snapshot]) -> Iterator[KeptState]:
    """Yield the snapshots in the order given."""
    for each in snapshots:
        yield KeptState(each.name, each.taken_at.astimezone(LONDON).date())


def act_as_reader(assessment: Assessment) -> Actor:
    """Return who looks things up for a report: somebody who may open nothing confidential.

    So the checks say the same to everybody who may read the report.
    """
    return Actor(
        user_id=None,
        name="Report",
        organisation_id=assessment.organisation_id,
        roles=frozenset({Role.READER}),
    )
