"""The figures of a gap analysis for other programs: one JSON document, and CSV."""

from dataclasses import asdict
from typing import Any

from cse_assess.analysis.coverage import ElementCoverage
from cse_assess.analysis.gaps import Gap
from cse_assess.analysis.readiness import readiness_to_json
from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.reports.document import GapReport
from cse_assess.reports.options import Section
from cse_assess.reports.plans import ActionEntry, PastDay, RouteEntry

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
        "gaps": [_gap_to_json(gap) for gap in report.analysis.gaps],
        "coverage": [_coverage_to_json(element) for element in report.coverage.elements],
        "evidence": {"pieces": len(report.evidence), "out_of_date": report.stale_evidence},
        **_plans_to_json(report),
    }


def _plans_to_json(report: GapReport) -> dict[str, Any]:
    """Return of plans and past what was chosen."""
    plans = report.plans
    parts = {
        Section.ACTIONS: ("actions", [_action_to_json(action) for action in plans.actions]),
        Section.ROUTE: ("route", _route_to_json(plans.route)),
        Section.CHECKS: ("checks", [asdict(check) for check in plans.checks]),
        Section.HISTORY: ("history", [_day_to_json(day) for day in plans.past]),
    }
    return dict(part for section, part in parts.items() if report.includes(section))


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
    """Return one row per gap, the most pressing first, under `CSV_COLUMNS`; no cell calculates."""
    ranked = enumerate(report.analysis.gaps, start=1)
    return write_csv([CSV_COLUMNS, *((str(rank), *_gap_to_cells(gap)) for rank, gap in ranked)])


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
