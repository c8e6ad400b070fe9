"""The sheets of plans and of the past, for the organisation's own people."""

from collections.abc import Iterator

from cse_assess.reports.document import GapReport
from cse_assess.reports.options import Section
from cse_assess.reports.plans import ActionEntry, CheckEntry, PastDay, RouteEntry
from cse_assess.reports.sheet_parts import (
    DAY,
    LEVEL,
    LONG,
    SHORT,
    TITLE,
    Column,
    ReportSheet,
    Value,
)


def list_plan_sheets(report: GapReport) -> Iterator[ReportSheet]:
    """Yield a sheet for each part that was chosen."""
    if report.includes(Section.ACTIONS):
        yield _list_actions(report)
    if report.includes(Section.ROUTE) and report.plans.route:
        yield _list_route(report.plans.route)
    if report.includes(Section.CHECKS):
        yield _list_checks(report)
    if report.includes(Section.HISTORY):
        yield _list_past(report)


def _list_actions(report: GapReport) -> ReportSheet:
    columns = (
        Column("Action", TITLE),
        Column("State", DAY),
        Column("Owner", LEVEL),
        Column("Due", DAY),
        Column("Overdue", SHORT),
        Column("Effort in days", SHORT),
        Column("What it moves", TITLE),
        Column("Notes", LONG),
    )
    return ReportSheet("Actions", columns, tuple(map(_action_row, report.plans.actions)))


def _action_row(action: ActionEntry) -> tuple[Value, ...]:
    return (
        action.title,
        action.status,
        action.owner,
        action.due_on,
        "Yes" if action.is_overdue else "No",
        None if action.effort_days is None else float(action.effort_days),
        "\n".join(action.moves),
        action.notes,
    )


def _list_route(route: RouteEntry) -> ReportSheet:
    columns = (Column("Action", TITLE), Column("Effort", DAY), Column("Due", DAY))
    rows = tuple((step.title, step.effort, step.due_on) for step in route.steps)
    return ReportSheet("Way to the award", columns, rows)


def _list_checks(report: GapReport) -> ReportSheet:
    columns = (
        Column("Code", SHORT),
        Column("Title", TITLE),
        Column("What it is", LEVEL),
        Column("How sure", DAY),
        Column("Why", LONG),
        Column("What would mend it", LONG),
    )
    return ReportSheet("Checks", columns, tuple(map(_check_row, report.plans.checks)))


def _check_row(check: CheckEntry) -> tuple[Value, ...]:
    return (check.code, check.title, check.kind, check.sureness, check.reason, check.remedy)


def _list_past(report: GapReport) -> ReportSheet:
    names = (f"{name}, % met" for name in report.plans.group_names)
    columns = (Column("End of day", DAY), *(Column(name, DAY) for name in names))
    return ReportSheet("History", columns, tuple(map(_past_row, report.plans.past)))


def _past_row(day: PastDay) -> tuple[Value, ...]:
    return (day.on, *day.percents)
