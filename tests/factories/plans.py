"""Plans and past as a report tells them, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from cse_assess.reports.document import GapReport
from cse_assess.reports.plans import (
    ActionEntry,
    CheckEntry,
    KeptState,
    PastDay,
    Plans,
    RouteEntry,
    RouteStep,
)
from cse_assess.web.time_chart import Mark, Series, draw_time_chart


def make_action(title="Ask those who never come", **changes) -> ActionEntry:
    values = {
        "title": title,
        "status": "Planned",
        "owner": "Priya Nandakumar",
        "due_on": date(2027, 1, 15),
        "is_overdue": False,
        "effort_days": Decimal("2.5"),
        "effort": "2.5 days",
        "moves": ("1.1.1 to “Compliant”",),
        "notes": "Start with the mobile library.",
        **changes,
    }
    return ActionEntry(**values)


def make_plans(**changes) -> Plans:
    """Make one of each."""
    action = make_action()
    values = {
        "actions": (action,),
        "route": RouteEntry(
            is_possible=True,
            effort_days=action.effort_days,
            effort=action.effort,
            steps=(RouteStep(action.title, action.effort, action.due_on),),
            reasons=("With it, every part passes.",),
            by=date(2027, 2, 9),
            left_out=1,
        ),
        "checks": (
            CheckEntry(
                code="1.1.2",
                title="What customers need",
                kind="Vague words",
                sureness="Worth a look",
                reason="“Regularly” says nothing of how often.",
                remedy="Say how often.",
            ),
        ),
        "past": (PastDay(date(2026, 10, 31), (50, 60)), PastDay(date(2026, 11, 20), (55, 60))),
        "past_chart": draw_time_chart(
            [Series("Criterion 1", ((date(2026, 10, 31), 50), (date(2026, 11, 20), 55)), "blue")],
            first=date(2026, 10, 1),
            last=date(2026, 11, 22),
            highest=100,
            marks=[Mark(date(2026, 11, 1), "Before the summer")],
            description="Share that is met, from October to November.",
        ),
        "snapshots": (KeptState("Before the summer", date(2026, 7, 1)),),
        "group_names": ("Criterion 1", "Criterion 2"),
        **changes,
    }
    return Plans(**values)


def with_plans(report: GapReport, plans: Plans | None = None) -> GapReport:
    """Return the report with plans and past in it, and what it says of the days to come."""
    ahead = {name: getattr(report.plans, name) for name in ("forecast", "fragility")}
    return replace(report, plans=replace(plans or make_plans(), **ahead))
