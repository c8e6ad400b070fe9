"""Take-away sheets on their way out: listed, made, downloaded and ended."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.forms import FilterForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.overview import Filters, Overview, make_overview
from cse_assess.assessments.queries import list_response_rows, load_tree
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment, load_standard, load_writable
from cse_assess.assessments.takeaway import queries, services
from cse_assess.assessments.takeaway.forms import NewTakeAwayForm, ReturnedFileForm
from cse_assess.assessments.takeaway.lines import list_known_evidence, make_lines
from cse_assess.assessments.takeaway.models import TakeAway
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
from cse_assess.standards.structure import Standard
from cse_assess.web.downloads import send_made_file
from cse_assess.web.flashes import confirm


@blueprint.get("/assessments/<int:assessment_id>/take-aways")
@requires_member
def index(assessment_id: int) -> str:
    """List the sheets that are out, came back, were merged or ended."""
    assessment = load_assessment(assessment_id)
    lines = make_lines(queries.list_take_aways(assessment.id), today())
    return show_view("takeaway/index.html", assessment, lines=lines, form=ReturnedFileForm())


@blueprint.route("/assessments/<int:assessment_id>/take-aways/new", methods=["GET", "POST"])
@requires_member
def new(assessment_id: int) -> str | Response:
    """Make a sheet of the elements that the filters show, but for those that are unticked."""
    assessment, form = load_writable(assessment_id), NewTakeAwayForm()
    standard = load_standard(assessment)
    filter_form, filters, overview = _narrow(assessment, standard)
    form.offer(overview)
    if form.validate_on_submit():
        try:
            take_away = _make(assessment, standard, form)
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


def _narrow(assessment: Assessment, standard: Standard) -> tuple[FilterForm, Filters, Overview]:
    """Return the elements that the filters in the address show, with the filters."""
    user_id, rows = current_actor().user_id, list_response_rows(assessment.id)
    form = FilterForm(request.args)
    form.offer(standard, make_overview(standard, rows, Filters(), user_id).owners)
    filters = form.read_filters(standard)
    return form, filters, make_overview(standard, rows, filters, user_id)


def _make(assessment: Assessment, standard: Standard, form: NewTakeAwayForm) -> TakeAway:
    return services.make_take_away(
        actor=current_actor(),
        assessment=assessment,
        standard=standard,
        made_for=form.made_for.data or "",
        due_on=form.due_on.data,
        codes=form.codes,
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
def download(take_away_id: int) -> Response:
    """Hand out the sheet as a workbook, as it was when it was made."""
    take_away = load_take_away(take_away_id)
    tree = load_tree(take_away.assessment_id)
    content = write_sheet(take_away, tree, load_standard(take_away.assessment))
    name = name_sheet(take_away, tree)
    return send_made_file(content, media_type=MEDIA_TYPES["xlsx"], file_name=name)


@blueprint.post("/take-aways/<int:take_away_id>/end")
@requires_member
def end(take_away_id: int) -> Response:
    """End a sheet: nothing of it is merged any more."""
    take_away = load_own_take_away(take_away_id)
    services.end_take_away(actor=current_actor(), take_away=take_away)
    confirm("The sheet is ended. It stays on record, and nothing of it is merged any more.")
    return redirect(url_for("takeaway.index", assessment_id=take_away.assessment_id))
