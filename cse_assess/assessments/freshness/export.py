"""The plan of renewals as a spreadsheet."""

from datetime import date

from cse_assess.assessments.freshness.plan import Plan, PlannedItem
from cse_assess.assessments.freshness.words import STATE_TITLES
from cse_assess.assessments.transfer.csv_text import write_csv

COLUMNS = (
    "number",
    "title",
    "owner",
    "date",
    "valid until",
    "renew by",
    "state",
    "out of date for the visit on",
)


def plan_to_csv(plan: Plan) -> bytes:
    """Return the whole plan as CSV, dates as 2027-03-27, with no cell that runs as a formula."""
    return write_csv([COLUMNS, *map(_to_row, plan.items)])


def _to_row(planned: PlannedItem) -> tuple[str, ...]:
    item, renewal = planned.item, planned.renewal
    return (
        str(item.id),
        item.title,
        item.owner_name or "",
        _say(item.evidence_on),
        _say(item.valid_until),
        _say(renewal.last_day),
        STATE_TITLES[renewal.state],
        _say(renewal.visit_on),
    )


def _say(day: date | None) -> str:
    return day.isoformat() if day else ""
