"""What of a report follows from the planned actions, without a look into the database."""

from collections.abc import Sequence
from dataclasses import replace

from cse_assess.analysis.actions import PlannedAction
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.reports.gap import list_levels
from cse_assess.reports.options import ReportOptions, Section
from cse_assess.reports.outlook import (
    describe_forecast,
    describe_fragility,
    describe_shown_states,
)
from cse_assess.reports.plans import Plans, describe_route
from cse_assess.standards.structure import Standard

AHEAD = frozenset({Section.ROUTE, Section.FORECAST, Section.FRAGILITY})
"""The sections that are about the days to come."""


def look_ahead(
    plans: Plans,
    tree: AssessmentTree,
    standard: Standard,
    options: ReportOptions,
    planned: Sequence[PlannedAction],
) -> Plans:
    """Return the plans with what was chosen of the days to come, where `planned` is done."""
    chosen, visit_on = options.sections, tree.assessment.visit_on
    states = describe_shown_states(tree, standard, options)
    if Section.ROUTE in chosen:
        levels = list_levels(tree, standard)
        plans = replace(plans, route=describe_route(standard, levels, planned, visit_on))
    if Section.FORECAST in chosen:
        plans = replace(plans, forecast=describe_forecast(standard, states, planned, visit_on))
    if Section.FRAGILITY in chosen:
        plans = replace(plans, fragility=describe_fragility(standard, states, planned, visit_on))
    return plans
