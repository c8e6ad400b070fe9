"""Pages of the reports: ask for one, watch it being made, fetch it."""

from flask import Blueprint, Response, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import folders, load_assessment
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.jobs.models import JobState
from cse_assess.reports import policy, queries, services
from cse_assess.reports.figures import figures_to_csv, figures_to_json
from cse_assess.reports.forms import GapReportForm
from cse_assess.reports.models import Report
from cse_assess.reports.options import ReportOptions
from cse_assess.web.downloads import send_blob

blueprint = Blueprint("reports", __name__)

BLUEPRINTS = (blueprint,)


@blueprint.get("/assessments/<int:assessment_id>/reports")
@signed_in
def index(assessment_id: int) -> str:
    """Show what a new report can hold, and the reports that were made before."""
    assessment = load_assessment(assessment_id)
    return _show_index(assessment, _make_form(assessment))


@blueprint.post("/assessments/<int:assessment_id>/reports")
@signed_in
def ask(assessment_id: int) -> str | AnyResponse:
    """Ask for a report and go to the page that shows how it is getting on."""
    assessment = load_assessment(assessment_id)
    form = _make_form(assessment)
    if not form.validate_on_submit():
        return _show_index(assessment, form)
    return _request(assessment, form.options)


def _make_form(assessment: Assessment) -> GapReportForm:
    form = GapReportForm()
    asks = policy.can_show_confidential_titles(current_actor(), assessment)
    form.offer(confidential_titles=asks)
    return form


def _show_index(assessment: Assessment, form: GapReportForm) -> str:
    actor = current_actor()
    reports = [
        report
        for report in queries.list_reports(assessment.id)
        if policy.can_have_report(actor, assessment, ReportOptions.from_json(report.options))
    ]
    return show_view("reports/index.html", assessment, form=form, reports=reports)


def _request(assessment: Assessment, options: ReportOptions) -> AnyResponse:
    report = services.request_gap_report(
        actor=current_actor(), assessment=assessment, options=options
    )
    return redirect(url_for("reports.show", report_id=report.id))


@blueprint.get("/reports/<int:report_id>")
@signed_in
def show(report_id: int) -> str:
    """Show how a report is getting on, then where to download it, or why it failed."""
    report = _load_report(report_id)
    return render_template(
        "reports/show.html", report=report, assessment=report.assessment, state=_state_of(report)
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
    return _request(report.assessment, ReportOptions.from_json(report.options))


@blueprint.get("/reports/<int:report_id>/file")
@signed_in
def download(report_id: int) -> Response:
    """Hand out the PDF; raise `NotFound` before it is made."""
    report = _load_report(report_id)
    if report.sha256 is None or report.size is None:
        raise NotFound("This report is not finished yet.")
    return send_blob(
        sha256=report.sha256,
        size=report.size,
        file_name=report.file_name,
        media_type="application/pdf",
    )


def _load_report(report_id: int) -> Report:
    """Return a report that the person may have; raise `NotFound` or `NotAllowed`."""
    report = queries.get_report(report_id)
    assessment = load_assessment(report.assessment_id)
    options = ReportOptions.from_json(report.options)
    if not policy.can_have_report(current_actor(), assessment, options):
        raise NotAllowed("This report shows confidential titles. Make one without them.")
    return report


@blueprint.get("/assessments/<int:assessment_id>/gap.<any(json, csv):extension>")
@signed_in
def figures(assessment_id: int, extension: str) -> Response:
    """Hand out the figures of the gap analysis as they stand now, as JSON or CSV."""
    load_assessment(assessment_id)
    report = queries.collect_gap_report(assessment_id, options=ReportOptions(), folders=folders())
    if extension == "csv":
        response = Response(figures_to_csv(report), mimetype="text/csv")
    else:
        response = jsonify(figures_to_json(report))
    response.headers.set("Content-Disposition", "attachment", filename=f"gap.{extension}")
    return response
