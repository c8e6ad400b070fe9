"""Take-away sheets on their way out: listed, made, downloaded and ended."""

from io import BytesIO

from flask import Response as FlaskResponse
from flask import redirect, request, send_file, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.forms import FilterForm
from cse_assess.assessments.overview import Filters, make_overview
from cse_assess.assessments.queries import list_response_rows, load_tree
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_inside, load_standard, load_writable
from cse_assess.assessments.takeaway import queries, services
from cse_assess.assessments.takeaway.forms import NewTakeAwayForm, ReturnedFileForm
from cse_assess.assessments.takeaway.lines import list_known_evidence, make_lines
from cse_assess.assessments.takeaway.routes.blueprint import (
    blueprint,
    can_merge,
    load_own_take_away,
    load_take_away,
    url_of,
)
from cse_assess.assessments.takeaway.sheet import name_sheet, write_sheet
from cse_assess.assessments.transfer.export import MEDIA_TYPES
from cse_assess.clock import today
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm


@blueprint.get("/assessments/<int:assessment_id>/take-aways")
@requires_member
def index(assessment_id: int) -> str:
    """List the sheets that are out, came back, were merged or ended."""
    assessment = load_inside(assessment_id)
    lines = make_lines(queries.list_take_aways(assessment.id), today())
    return show_view("takeaway/index.html", assessment, lines=lines, form=ReturnedFileForm())


@blueprint.route("/assessments/<int:assessment_id>/take-aways/new", methods=["GET", "POST"])
@requires_member
def new(assessment_id: int) -> str | Response:
    """Make a sheet of the elements that the filters show, but for those that are unticked."""
    assessment = load_writable(assessment_id)
    actor, standard = current_actor(), load_standard(assessment)
    rows = list_response_rows(assessment.id)
    filter_form, form = FilterForm(request.args), NewTakeAwayForm()
    filter_form.offer(standard, make_overview(standard, rows, Filters(), actor.user_id).owners)
    filters = filter_form.read_filters(standard)
    overview = make_overview(standard, rows, filters, actor.user_id)
    form.offer(overview)
    if form.validate_on_submit():
        try:
            take_away = services.make_take_away(
                actor=actor,
                assessment=assessment,
                standard=standard,
                made_for=form.made_for.data or "",
                due_on=form.due_on.data,
                codes=form.codes,
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The sheet is made. Download it here, and send it on.")
            return redirect(url_of(take_away))
    return show_view(
        "takeaway/new.html",
        assessment,
        standard=standard,
        form=form,
        filter_form=filter_form,
        filters=filters,
        overview=overview,
    )


@blueprint.get("/take-aways/<int:take_away_id>")
@requires_member
def show(take_away_id: int) -> str:
    """Show a sheet: for whom, until when, what came back, and what to do next."""
    take_away = load_take_away(take_away_id)
    [line] = make_lines([take_away], today())
    return show_view(
        "takeaway/show.html",
        take_away.assessment,
        standard=load_standard(take_away.assessment),
        line=line,
        known=list_known_evidence(take_away),
        can_merge=can_merge(take_away),
    )


@blueprint.get("/take-aways/<int:take_away_id>/sheet.xlsx")
@requires_member
def download(take_away_id: int) -> FlaskResponse:
    """Hand out the sheet as a workbook, as it was when it was made."""
    take_away = load_take_away(take_away_id)
    tree = load_tree(take_away.assessment_id)
    content = write_sheet(take_away, tree, load_standard(take_away.assessment))
    return send_file(
        BytesIO(content),
        mimetype=MEDIA_TYPES["xlsx"],
        as_attachment=True,
        download_name=name_sheet(take_away, tree),
    )


@blueprint.post("/take-aways/<int:take_away_id>/end")
@requires_member
def end(take_away_id: int) -> Response:
    """End a sheet: nothing of it is merged any more."""
    take_away = load_own_take_away(take_away_id)
    services.end_take_away(actor=current_actor(), take_away=take_away)
    confirm("The sheet is ended. It stays on record, and nothing of it is merged any more.")
    return redirect(url_for("takeaway.index", assessment_id=take_away.assessment_id))
