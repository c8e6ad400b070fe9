"""Papers and packs of a submission for whoever reads it from outside: ask, watch, fetch."""

from flask import Blueprint, Response, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.routes.loading import folders
from cse_assess.errors import NotFound
from cse_assess.jobs.models import JobState
from cse_assess.reports import queries, services
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.forms import GapReportForm
from cse_assess.reports.listing import ListedReport
from cse_assess.reports.models import Report
from cse_assess.reports.options import Audience, Format
from cse_assess.reports.packs import queries as pack_queries
from cse_assess.reports.packs import services as pack_services
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.reports.submitted.queries import collect_submitted_report
from cse_assess.review.reading.routes.blueprint import ONE
from cse_assess.review.reading.routes.loading import load_with_levels, show_submitted
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note
from cse_assess.web.downloads import send_blob

blueprint = Blueprint("submitted_papers", __name__)

BLUEPRINTS = (blueprint,)

LIST = f"{ONE}/papers"
REPORT = f"{LIST}/reports/<int:report_id>"
PACK = f"{LIST}/packs/<int:pack_id>"


@blueprint.get(LIST)
@signed_in
def index(submission_id: int) -> str:
    """Offer the paper and the pack, and list those that were made."""
    return _show_index(load_with_levels(submission_id), _make_form())


def _make_form() -> GapReportForm:
    form = GapReportForm()
    form.offer(Audience.ASSESSOR, confidential_titles=True)
    return form


def _show_index(submission: Submission, form: GapReportForm) -> str:
    assessment_id, number = submission.assessment_id, submission.number
    packs = pack_queries.list_packs(assessment_id)
    return show_submitted(
        "submitted/papers.html",
        submission,
        form=form,
        reports=list(map(ListedReport, queries.list_reports(assessment_id, number))),
        packs=[each for each in packs if each.number == number],
    )


@blueprint.post(LIST)
@signed_in
def ask(submission_id: int) -> str | AnyResponse:
    """Ask for a paper, and go to the page that shows how it is getting on."""
    submission, form = load_with_levels(submission_id), _make_form()
    if not form.validate_on_submit():
        return _show_index(submission, form)
    collected = collect_submitted_report(submission, options=form.options, folders=folders())
    report = services.request_submitted_report(
        actor=current_actor(),
        submission=submission,
        options=form.options,
        fingerprint=compute_fingerprint(collected),
        file_format=form.chosen_format,
    )
    return redirect(url_for(".report", submission_id=submission.id, report_id=report.id))


@blueprint.get(REPORT)
@signed_in
def report(submission_id: int, report_id: int) -> str:
    """Show how a paper is getting on, then where to fetch it, or why it failed."""
    submission, made = _load_report(submission_id, report_id)
    return show_submitted(
        "submitted/paper.html",
        submission,
        made=made,
        state=_state_of(made),
        name=ListedReport(made).name,
        file_url=url_for(".report_file", submission_id=submission.id, report_id=made.id),
    )


def _load_report(submission_id: int, report_id: int) -> tuple[Submission, Report]:
    submission, made = load_with_levels(submission_id), queries.get_report(report_id)
    if not _is_of(made, submission):
        raise NotFound("There is no such report.")
    return submission, made


def _is_of(made: Report | EvidencePack, submission: Submission) -> bool:
    kept = made.assessment_id, made.number
    return kept == (submission.assessment_id, submission.number)


def _state_of(made: Report | EvidencePack) -> str:
    """Return `finished`, `gone`, `failed` or `underway`."""
    if made.is_finished:
        is_gone = isinstance(made, EvidencePack) and not made.is_there
        return "gone" if is_gone else "finished"
    has_failed = made.job is None or made.job.state == JobState.DEAD
    return "failed" if has_failed else "underway"


@blueprint.get(f"{REPORT}/file")
@signed_in
def report_file(submission_id: int, report_id: int) -> Response:
    """Hand out the paper; raise `NotFound` before it is made."""
    submission, made = _load_report(submission_id, report_id)
    return _send(submission, made, media_type=Format(made.format).media_type)


def _send(submission: Submission, made: Report | EvidencePack, *, media_type: str) -> Response:
    if made.sha256 is None or made.size is None or _state_of(made) != "finished":
        raise NotFound("This file is not there. Ask for a new one.")
    response = send_blob(
        sha256=made.sha256, size=made.size, file_name=made.file_name, media_type=media_type
    )
    note(submission, OpenedKind.REPORT, made.file_name, sha256=made.sha256)
    return response


@blueprint.post(f"{LIST}/packs")
@signed_in
def ask_pack(submission_id: int) -> AnyResponse:
    """Ask for a pack, and go to the page that shows how it is getting on."""
    submission = load_with_levels(submission_id)
    made = pack_services.request_submitted_pack(actor=current_actor(), submission=submission)
    return redirect(url_for(".pack", submission_id=submission.id, pack_id=made.id))


@blueprint.get(PACK)
@signed_in
def pack(submission_id: int, pack_id: int) -> str:
    """Show how a pack is getting on, then where to fetch it, or why it failed."""
    submission, made = _load_pack(submission_id, pack_id)
    return show_submitted(
        "submitted/paper.html",
        submission,
        made=made,
        state=_state_of(made),
        name="Evidence pack",
        file_url=url_for(".pack_file", submission_id=submission.id, pack_id=made.id),
    )


def _load_pack(submission_id: int, pack_id: int) -> tuple[Submission, EvidencePack]:
    submission, made = load_with_levels(submission_id), pack_queries.get_pack(pack_id)
    if not _is_of(made, submission):
        raise NotFound("There is no such evidence pack.")
    return submission, made


@blueprint.get(f"{PACK}/file")
@signed_in
def pack_file(submission_id: int, pack_id: int) -> Response:
    """Hand out the pack; raise `NotFound` before it is made, and after it was let go."""
    submission, made = _load_pack(submission_id, pack_id)
    return _send(submission, made, media_type=pack_services.MEDIA_TYPE)
