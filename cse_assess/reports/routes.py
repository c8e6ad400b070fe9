"""Pages of the reports: ask for one, watch it being made, fetch it."""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import folders, load_assessment
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.jobs.models import JobState
from cse_assess.reports import policy, queries, services
from cse_assess.reports.files import write_figures
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.forms import AudienceForm, GapReportForm
from cse_assess.reports.listing import ListedReport
from cse_assess.reports.models import Report
from cse_assess.reports.options import Audience, Format, ReportOptions, Section
from cse_assess.reports.phrases import AUDIENCES
from cse_assess.web.context import current_settings
from cse_assess.web.downloads import send_blob
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import format_moment

blueprint = Blueprint("reports", __name__)

BLUEPRINTS = (blueprint,)


@blueprint.get("/assessments/<int:assessment_id>/reports")
@signed_in
def index(assessment_id: int) -> str:
    """Ask for whom a new report is, and show those that were made before."""
    assessment = load_assessment(assessment_id)
    form = AudienceForm()
    form.offer(policy.list_audiences(current_actor(), assessment))
    return show_view(
        "reports/index.html", assessment, audience_form=form, reports=_list_allowed(assessment)
    )


def _list_allowed(assessment: Assessment) -> list[ListedReport]:
    listed = map(ListedReport, queries.list_reports(assessment.id))
    actor = current_actor()
    return [each for each in listed if policy.can_have_report(actor, assessment, each.options)]


@blueprint.get("/assessments/<int:assessment_id>/reports/new")
@signed_in
def compose(assessment_id: int) -> str:
    """Show what a new report can hold for those whom the address names."""
    assessment = load_assessment(assessment_id)
    return _show_form(assessment, _make_form(assessment))


@blueprint.post("/assessments/<int:assessment_id>/reports/new")
@signed_in
def ask(assessment_id: int) -> str | AnyResponse:
    """Ask for a report and go to the page that shows how it is getting on."""
    assessment = load_assessment(assessment_id)
    form = _make_form(assessment)
    if not form.validate_on_submit():
        return _show_form(assessment, form)
    return _request(assessment, form.options, form.chosen_format)


def _make_form(assessment: Assessment) -> GapReportForm:
    actor, audience = current_actor(), _read_audience(assessment)
    asks = policy.can_show_confidential_titles(actor, assessment)
    form = GapReportForm()
    form.offer(audience, confidential_titles=asks and audience is not Audience.BOARD)
    return form


def _read_audience(assessment: Assessment) -> Audience:
    """Return for whom the address says; raise `NotAllowed` where the person may not have that."""
    allowed = policy.list_audiences(current_actor(), assessment)
    usual = Audience.TEAM if Audience.TEAM in allowed else Audience.ASSESSOR
    named = request.args.get("for", usual)
    if named not in allowed:
        raise NotAllowed("Your account does not let you make this report.")
    return Audience(named)


def _show_form(assessment: Assessment, form: GapReportForm) -> str:
    audience = _read_audience(assessment)
    return show_view("reports/new.html", assessment, form=form, audience=AUDIENCES[audience])


def _request(assessment: Assessment, options: ReportOptions, file_format: Format) -> AnyResponse:
    collected = queries.collect_gap_report(
        assessment.id, options=options, folders=folders(), base_url=current_settings().base_url
    )
    report = services.request_gap_report(
        actor=current_actor(),
        assessment=assessment,
        options=options,
        fingerprint=compute_fingerprint(collected),
        file_format=file_format,
    )
    if report.finished_at:
        confirm(f"Made on {format_moment(report.finished_at)} from the same data: nothing new.")
    return redirect(url_for("reports.show", report_id=report.id))


@blueprint.get("/reports/<int:report_id>")
@signed_in
def show(report_id: int) -> str:
    """Show how a report is getting on, then where to download it, or why it failed."""
    report = _load_report(report_id)
    return render_template(
        "reports/show.html",
        report=report,
        listed=ListedReport(report),
        assessment=report.assessment,
        state=_state_of(report),
    )


def _state_of(report: Report) -> str:
    """Return `finished`, `failed` or `underway`; the file counts, since the job ends after it."""
    if report.is_finished:
        return "finished"
    has_failed = report.job is None or report.job.state == JobState.DEAD
    return "failed" if has_failed else "underway"


@blueprint.post("/reports/<int:report_id>/again")
@signed_in
def again(report_id: int) -> AnyResponse:
    """Ask for a new report with the same contents, from what is recorded now."""
    report = _load_report(report_id)
    options = ReportOptions.from_json(report.options)
    return _request(report.assessment, options, Format(report.format))


@blueprint.get("/reports/<int:report_id>/file")
@signed_in
def download(report_id: int) -> Response:
    """Hand out the file; raise `NotFound` before it is made."""
    report = _load_report(report_id)
    if report.sha256 is None or report.size is None:
        raise NotFound("This report is not finished yet.")
    return send_blob(
        sha256=report.sha256,
        size=report.size,
        file_name=report.file_name,
        media_type=Format(report.format).media_type,
    )


def _load_report(report_id: int) -> Report:
    """Return a report that the person may have; raise `NotFound` or `NotAllowed`.

    One of a submission is fetched from the pages of that.
    """
    report = queries.get_report(report_id)
    if report.number is not None:
        raise NotFound("There is no such report.")
    assessment = load_assessment(report.assessment_id)
    options = ReportOptions.from_json(report.options)
    if not policy.can_have_report(current_actor(), assessment, options):
        raise NotAllowed("This report shows more than you may see. Make one of your own.")
    return report


@blueprint.get("/assessments/<int:assessment_id>/gap.<any(json, csv):extension>")
@signed_in
def figures(assessment_id: int, extension: str) -> Response:
    """Hand out the figures of the gap analysis as they stand now, as JSON or CSV.

    They are the same for everybody who may see the self-assessment, and tell of no plans.
    """
    load_assessment(assessment_id)
    options = ReportOptions(frozenset({Section.GAPS}), audience=Audience.ASSESSOR)
    report = queries.collect_gap_report(assessment_id, options=options, folders=folders())
    file_format = Format(extension)
    response = Response(write_figures(report, file_format), mimetype=file_format.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"gap.{extension}")
    return response
