"""The sheets of plans, of the days to come and of the past, for the organisation's own people."""

from collections.abc import Callable

from cse_assess.analysis.forecast import Moment
from cse_assess.analysis.fragility import LeaveOut
from cse_assess.reports.document import GapReport
from cse_assess.reports.outlook_phrases import OutlookPhrases
from cse_assess.reports.phrases import Phrases
from cse_assess.reports.plans import ActionEntry, CheckEntry, KeptState, PastDay, RouteStep
from cse_assess.reports.sheet_parts import (
    DAY,
    LEVEL,
    LONG,
    SHORT,
    TITLE,
    Column,
    Columns,
    ReportSheet,
    Value,
    fill_sheet,
    say_yes,
)


def _count_days(action: ActionEntry) -> Value:
    return None if action.effort_days is None else float(action.effort_days)


ACTIONS: Columns[ActionEntry] = (
    Column("Action", TITLE, lambda each: each.title),
    Column("State", DAY, lambda each: each.status),
    Column("Owner", LEVEL, lambda each: each.owner),
    Column("Due", DAY, lambda each: each.due_on),
    Column("Overdue", SHORT, lambda each: say_yes(each.is_overdue)),
    Column("Effort in days", SHORT, _count_days),
    Column("What it moves", TITLE, lambda each: "\n".join(each.moves)),
    Column("Notes", LONG, lambda each: each.notes),
)
WAY: Columns[RouteStep] = (
    Column("Action", TITLE, lambda each: each.title),
    Column("Effort", DAY, lambda each: each.effort),
    Column("Due", DAY, lambda each: each.due_on),
)
CHECKS: Columns[CheckEntry] = (
    Column("Code", SHORT, lambda each: each.code),
    Column("Title", TITLE, lambda each: each.title),
    Column("What it is", LEVEL, lambda each: each.kind),
    Column("How sure", DAY, lambda each: each.sureness),
    Column("Why", LONG, lambda each: each.reason),
    Column("What would mend it", LONG, lambda each: each.remedy),
)
SNAPSHOTS: Columns[KeptState] = (
    Column("Snapshot", TITLE, lambda each: each.name),
    Column("Taken on", DAY, lambda each: each.on),
)


def list_actions(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return the improvement actions."""
    return fill_sheet("Actions", ACTIONS, report.plans.actions)


def list_way(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return the actions that are enough; none where there is no way."""
    route = report.plans.route
    return fill_sheet("Way to the award", WAY, route.steps if route else ())


def list_days(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return the days to come on which something changes, and how it would stand."""
    outlook = OutlookPhrases(report)
    columns: Columns[Moment] = (
        Column("Day", DAY, lambda moment: moment.on),
        Column("What day it is", LEVEL, outlook.name_occasions),
        Column("Result", DAY, outlook.result),
        Column("Met", SHORT, lambda moment: moment.readiness.tally.met),
        Column("Apply", SHORT, lambda moment: moment.readiness.tally.applicable),
        *(
            Column(f"{name}, % met", DAY, _share_then(place))
            for place, name in enumerate(outlook.group_names)
        ),
        Column("Why", LONG, lambda moment: "\n".join(outlook.reasons(moment))),
        Column("What changes", LONG, lambda moment: "\n".join(outlook.changes(moment))),
    )
    return fill_sheet("Forecast", columns, outlook.forecast.moments)


def _share_then(place: int) -> Callable[[Moment], Value]:
    return lambda moment: moment.readiness.groups[place].tally.percent_met


def list_hanging(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return the pieces of evidence on which something rests alone, most first."""
    outlook = OutlookPhrases(report)
    columns: Columns[LeaveOut] = (
        Column("Number", SHORT, lambda piece: piece.item_id),
        Column("If this is rejected", TITLE, lambda piece: piece.title),
        Column("Attached to", TITLE, lambda piece: ", ".join(piece.proves)),
        Column("How many fall", SHORT, lambda piece: len(piece.falling)),
        Column("What fails by it", LEVEL, _name_failing),
        Column("Whole would not pass", DAY, lambda piece: say_yes(piece.loses_award)),
        Column(
            "A second piece in date makes safe",
            LONG,
            lambda piece: "\n".join(outlook.fallen(piece)),
        ),
    )
    return fill_sheet("What hangs on what", columns, outlook.fragility.pieces)


def _name_failing(piece: LeaveOut) -> str:
    return ", ".join(group.name for group in piece.failing)


def list_checks(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return what does not fit together."""
    return fill_sheet("Checks", CHECKS, report.plans.checks)


def list_past(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return how much of each group was met, month by month."""
    columns: Columns[PastDay] = (
        Column("End of day", DAY, lambda each: each.on),
        *(
            Column(f"{name}, % met", DAY, _share_at(place))
            for place, name in enumerate(report.plans.group_names)
        ),
    )
    return fill_sheet("History", columns, report.plans.past)


def _share_at(place: int) -> Callable[[PastDay], Value]:
    return lambda day: day.percents[place]


def list_snapshots(report: GapReport, _words: Phrases) -> ReportSheet:
    """Return the names and days of the states that were kept."""
    return fill_sheet("Snapshots", SNAPSHOTS, report.plans.snapshots)
