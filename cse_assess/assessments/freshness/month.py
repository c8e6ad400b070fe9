"""A month of the plan of renewals: what runs out on each of its days."""

from collections import defaultdict
from datetime import date

from cse_assess.analysis.freshness import add_months
from cse_assess.assessments.freshness.plan import Plan, PlannedItem
from cse_assess.assessments.month import Month, lay_out_month


def make_month(plan: Plan, first: date) -> Month[PlannedItem]:
    """Return the month that begins on `first`, with what the plan says of its days."""
    items: dict[date, list[PlannedItem]] = defaultdict(list)
    for planned in plan.between(first, add_months(first, 1)):
        items[planned.renewal.last_day or first].append(planned)
    return lay_out_month(first, items, plan.visits)
