"""The page of the way to the award; it saves nothing."""

from flask import Blueprint, request

from cse_assess.accounts.access import requires_member
from cse_assess.analysis.route.finder import Route, find_route
from cse_assess.analysis.route.search import SearchTooLongError
from cse_assess.assessments import queries
from cse_assess.assessments.actions.planned import list_planned_actions
from cse_assess.assessments.actions.values import speak_effort
from cse_assess.assessments.readiness import describe_state
from cse_assess.assessments.route.choices import SortedActions, Wishes, sort_actions
from cse_assess.assessments.route.forms import PIN, make_form
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_inside, load_standard
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
    assessment = load_inside(assessment_id)
    standard = load_standard(assessment)
    planned = list_planned_actions([assessment.id], standard)[assessment.id]
    form = make_form(request.args, assessment.visit_on)
    wishes = form.read_wishes(planned, request.args)
    picked = sort_actions(planned, wishes, today=today())
    return show_view(
        "route/show.html",
        assessment,
        standard=standard,
        form=form,
        wishes=wishes,
        planned=planned,
        picked=picked,
        route=_find_route(assessment.id, standard, picked, wishes),
        pin=PIN,
        effort=speak_effort,
        today=today(),
    )


def _find_route(
    assessment_id: int, standard: Standard, picked: SortedActions, wishes: Wishes
) -> Route | None:
    """Return the way, or None where it would take too long to find."""
    levels = {
        row.response.element_code: describe_state(standard, row.response, ()).level
        for row in queries.list_response_rows(assessment_id)
        if standard.find_element(row.response.element_code)
    }
    try:
        return find_route(
            standard,
            levels,
            picked.usable,
            margin=wishes.margin,
            required=wishes.pinned,
            most_steps=MOST_STEPS,
        )
    except SearchTooLongError:
        return None
