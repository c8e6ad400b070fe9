"""The page of the way to the award; it saves nothing."""

from collections.abc import Sequence

from flask import Blueprint, request

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.route.finder import Route, find_route
from cse_assess.analysis.route.proven import Proven, count_proven
from cse_assess.analysis.route.search import SearchTooLongError
from cse_assess.assessments import queries
from cse_assess.assessments.actions.planned import list_planned_actions
from cse_assess.assessments.actions.values import speak_effort
from cse_assess.assessments.forecast.situation import load_situation
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.readiness import describe_state
from cse_assess.assessments.route.choices import Wishes, sort_actions
from cse_assess.assessments.route.forms import PIN, make_form
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard
from cse_assess.clock import today
from cse_assess.standards.structure import Standard

blueprint = Blueprint("route", __name__)
BLUEPRINTS = (blueprint,)

# A few seconds; whoever needs longer has the command line.
MOST_STEPS = 4000


@blueprint.get("/assessments/<int:assessment_id>/route")
@requires_member
def show(assessment_id: int) -> str:
    """Show which actions are enough to pass at the least effort, or what is missing."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    planned = list_planned_actions([assessment.id], standard)[assessment.id]
    form = make_form(request.args, assessment.visit_on, today=today())
    wishes = form.read_wishes(planned, request.args, assessment.visit_on)
    picked = sort_actions(planned, wishes, today=today())
    counted = _count_levels(assessment, standard, picked.usable, wishes)
    return show_view(
        "route/show.html",
        assessment,
        standard=standard,
        form=form,
        wishes=wishes,
        planned=planned,
        picked=picked,
        counted=counted,
        route=_find_route(standard, counted, wishes),
        pin=PIN,
        effort=speak_effort,
        today=today(),
    )


def _count_levels(
    assessment: Assessment,
    standard: Standard,
    actions: Sequence[PlannedAction],
    wishes: Wishes,
) -> Proven:
    """Return levels and actions as they count: as claimed, or as proven on a day."""
    if wishes.proven_on is None:
        return Proven(_list_levels(assessment.id, standard), tuple(actions), ())
    states = load_situation(current_actor(), assessment, standard).states
    return count_proven(standard, states, actions, wishes.proven_on, today=today())


def _list_levels(assessment_id: int, standard: Standard) -> dict[str, str | None]:
    return {
        row.response.element_code: describe_state(standard, row.response, ()).level
        for row in queries.list_response_rows(assessment_id)
        if standard.find_element(row.response.element_code)
    }


def _find_route(standard: Standard, counted: Proven, wishes: Wishes) -> Route | None:
    """Return the way, or None where it would take too long to find."""
    try:
        return find_route(
            standard,
            counted.levels,
            counted.actions,
            margin=wishes.margin,
            required=wishes.pinned,
            most_steps=MOST_STEPS,
        )
    except SearchTooLongError:
        return None
