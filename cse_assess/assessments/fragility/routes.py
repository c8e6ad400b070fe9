"""The page of what hangs on what."""

from flask import Blueprint

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.analysis.fragility import assess_fragility
from cse_assess.assessments.forecast.situation import load_situation
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_inside, load_standard
from cse_assess.clock import today

blueprint = Blueprint("fragility", __name__)
BLUEPRINTS = (blueprint,)


@blueprint.get("/assessments/<int:assessment_id>/fragility")
@requires_member
def show(assessment_id: int) -> str:
    """Show what would fall without each piece of evidence, and where to find a second one."""
    assessment = load_inside(assessment_id)
    standard = load_standard(assessment)
    situation = load_situation(current_actor(), assessment, standard)
    now = today()
    fragility = assess_fragility(
        standard,
        situation.states,
        max(now, assessment.visit_on or now),
        today=now,
        actions=situation.actions,
    )
    return show_view("fragility/show.html", assessment, standard=standard, fragility=fragility)
