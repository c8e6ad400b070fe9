"""The figures of a gap analysis for other programs: one JSON document, and CSV."""

from dataclasses import asdict
from datetime import date
from typing import Any

from cse_assess.analysis.coverage import ElementCoverage
from cse_assess.analysis.gaps import Gap
from cse_assess.analysis.outlook_json import forecast_to_json, fragility_to_json
from cse_assess.analysis.readiness import readiness_to_json
from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.audit.queries import End
from cse_assess.reports.document import GapReport
from cse_assess.reports.options import Section
from cse_assess.reports.plans import ActionEntry, KeptState, PastDay, RouteEntry
from cse_assess.reports.sheet_parts import Value
from cse_assess.reports.sheets import list_sheets

CSV_COLUMNS = ("rank", "code", "title", "group", "level", "distance", "kinds", "missing", "remedy")


def figures_to_json(report: GapReport) -> dict[str, Any]:
    """Return readiness in its published form, with the gaps in order and what they are about."""
    subject = report.subject
    return {
        **readiness_to_json(report.analysis.readiness),
        "assessment": {
            "organisation": subject.organisation,
            "service": subject.service,
            "cycle": subject.cycle,
            "visit_date": subject.visit_on.isoformat() if subject.visit_on else None,
            "locked": subject.is_locked,
        },
        "made_at": subject.made_at.isoformat(timespec="seconds"),
        "audit_head": _trail_to_json(subject.trail),
        "gaps": [_gap_to_json(gap) for gap in report.analysis.gaps],
        "coverage": [_coverage_to_json(element) for element in report.coverage.elements],
        "evidence": {"pieces": len(report.evidence), "out_of_date": report.stale_evidence},
        **_plans_to_json(report),
    }


def _trail_to_json(trail: End | None) -> dict[str, Any] | None:
    return {"events": trail.event_id, "hash": trail.hash} if trail else None


def _plans_to_json(report: GapReport) -> dict[str, Any]:
    """Return of plans and past what was chosen."""
    plans, said = report.plans, dict[str, Any]()
    if report.includes(Section.ACTIONS):
        said["actions"] = [_action_to_json(action) for action in plans.actions]
    if report.includes(Section.ROUTE):
        said["route"] = _route_to_json(plans.route)
    if report.includes(Section.FORECAST) and plans.forecast:
        said["forecast"] = forecast_to_json(plans.forecast.forecast)
    if report.includes(Section.FRAGILITY) and plans.fragility:
        said["fragility"] = fragility_to_json(plans.fragility)
    if report.includes(Section.CHECKS):
        said["checks"] = [asdict(check) for check in plans.checks]
    if report.includes(Section.HISTORY):
        said["history"] = [_day_to_json(day) for day in plans.past]
        said["snapshots"] = [_snapshot_to_json(each) for each in plans.snapshots]
    return said


def _action_to_json(action: ActionEntry) -> dict[str, Any]:
    return {
        "title": action.title,
        "status": action.status,
        "owner": action.owner,
        "due": action.due_on.isoformat() if action.due_on else None,
        "overdue": action.is_overdue,
        "effort_days": None if action.effort_days is None else float(action.effort_days),
        "moves": list(action.moves),
    }


def _route_to_json(route: RouteEntry | None) -> dict[str, Any] | None:
    if route is None:
        return None
    effort = route.effort_days
    return {
        "possible": route.is_possible,
        "effort_days": None if effort is None else float(effort),
        "actions": [step.title for step in route.steps],
        "reasons": list(route.reasons),
    }


def _day_to_json(day: PastDay) -> dict[str, Any]:
    return {"on": day.on.isoformat(), "percent_met": list(day.percents)}


def _snapshot_to_json(snapshot: KeptState) -> dict[str, Any]:
    return {"name": snapshot.name, "on": snapshot.on.isoformat()}


def _gap_to_json(gap: Gap) -> dict[str, Any]:
    return {
        "code": gap.code,
        "title": gap.title,
        "group": gap.group_code,
        "level": gap.level,
        "distance": gap.distance,
        "findings": [
            {"kind": finding.kind.value, "reason": finding.reason, "remedy": finding.remedy}
            for finding in gap.findings
        ],
    }


def _coverage_to_json(element: ElementCoverage) -> dict[str, Any]:
    return {
        "code": element.code,
        "state": element.state.value,
        "points": [
            {"number": point.number, "state": point.state.value, "pieces": len(point.answers)}
            for point in element.points
        ],
    }


def figures_to_csv(report: GapReport) -> bytes:
    """Return one table, in which no cell calculates: the gaps, or else the first that was chosen.

    The gaps come one in a row, the most pressing first, under `CSV_COLUMNS`; other tables are those
    of the workbook.
    """
    if report.includes(Section.GAPS):
        ranked = enumerate(report.analysis.gaps, start=1)
        return write_csv([CSV_COLUMNS, *((str(rank), *_gap_to_cells(gap)) for rank, gap in ranked)])
    about, *views = list_sheets(report)
    sheet = views[0] if views else about
    titles = tuple(column.title for column in sheet.columns)
    return write_csv([titles, *(tuple(map(_say_value, row)) for row in sheet.rows)])


def _say_value(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def _gap_to_cells(gap: Gap) -> tuple[str, ...]:
    return (
        gap.code,
        gap.title,
        gap.group_code,
        gap.level or "",
        str(gap.distance),
        " ".join(kind.value for kind in gap.kinds),
        gap.reason,
        gap.remedy,
    )
