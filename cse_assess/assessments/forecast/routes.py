"""The page of the forecast."""

from flask import Blueprint, request

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.analysis.forecast import make_forecast
from cse_assess.assessments.forecast.chart import OCCASIONS, draw_forecast
from cse_assess.assessments.forecast.forms import DayForm
from cse_assess.assessments.forecast.situation import load_situation
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard
from cse_assess.clock import today

blueprint = Blueprint("forecast", __name__)
BLUEPRINTS = (blueprint,)


@blueprint.get("/assessments/<int:assessment_id>/forecast")
@requires_member
def show(assessment_id: int) -> str:
    """Show whether it passes on the visit, when it first fails and why, and all days of change."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    situation = load_situation(current_actor(), assessment, standard)
    forecast = make_forecast(
        standard,
        situation.states,
        situation.actions,
        today=today(),
        visit_on=assessment.visit_on,
    )
    form = DayForm(request.args)
    wanted = form.on.data if form.validate() else None
    return show_view(
        "forecast/show.html",
        assessment,
        standard=standard,
        form=form,
        forecast=forecast,
        judged=forecast.find(assessment.visit_on or today()),
        wanted=forecast.find(wanted) if wanted else None,
        occasions=OCCASIONS,
        chart=draw_forecast(standard, forecast),
    )
