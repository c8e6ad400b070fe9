"""What those from outside opened of what was submitted, for whoever manages the self-assessment."""

from flask import Blueprint, Response, request

from cse_assess.accounts.access import requires_manager
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_managed
from cse_assess.review.trail import queries
from cse_assess.review.trail.forms import OpenerForm
from cse_assess.review.trail.words import KIND_TITLES, openings_to_csv
from cse_assess.web.downloads import send_made_file
from cse_assess.web.paging import wanted_page

blueprint = Blueprint("trail", __name__)

BLUEPRINTS = (blueprint,)

LIST = "/assessments/<int:assessment_id>/openings"


@blueprint.get(LIST)
@requires_manager
def index(assessment_id: int) -> str:
    """List who opened what and when, newest first."""
    assessment = load_managed(assessment_id)
    form = _read_form(assessment)
    user_id = form.read_person()
    return show_view(
        "trail/index.html",
        assessment,
        filter_form=form,
        user_id=user_id,
        page=queries.list_openings(assessment.id, user_id, wanted_page()),
        titles=KIND_TITLES,
    )


@blueprint.get(f"{LIST}.csv")
@requires_manager
def export(assessment_id: int) -> Response:
    """Hand out the whole list as a spreadsheet, narrowed as the page is."""
    assessment = load_managed(assessment_id)
    openings = queries.iterate_openings(assessment.id, _read_form(assessment).read_person())
    return send_made_file(
        openings_to_csv(openings), media_type="text/csv", file_name="what-was-opened.csv"
    )


def _read_form(assessment: Assessment) -> OpenerForm:
    form = OpenerForm(request.args)
    form.offer(queries.list_openers(assessment.id))
    return form
