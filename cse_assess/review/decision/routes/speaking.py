"""The organisation's pages of the round on accuracy: raise a point, take it back, or none."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager
from cse_assess.assessments.forms import VersionedForm
from cse_assess.assessments.routes.frame import show_view
from cse_assess.errors import DomainError
from cse_assess.review.decision import queries
from cse_assess.review.decision.assembling import Report
from cse_assess.review.decision.forms import PointForm
from cse_assess.review.decision.routes.blueprints import ONE, RAISED, received
from cse_assess.review.decision.routes.loading import load_draft
from cse_assess.review.decision.services import accuracy as services
from cse_assess.review.desk.models import Review
from cse_assess.web.flashes import confirm


@received.route(f"{ONE}/points/new", methods=["GET", "POST"])
@requires_manager
def raise_point(assessment_id: int, number: int) -> str | Response:
    """Say that a fact of the draft is not right."""
    report = load_draft(assessment_id, number)
    form = PointForm(data={"where": request.args.get("where", "")})
    form.offer(_list_places(report))
    if form.validate_on_submit():
        try:
            point = services.raise_point(
                actor=current_actor(),
                review=report.review,
                standard=report.facts.standard,
                where=form.where.data or "",
                text=form.text.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"Point {point.number} is with the assessor. You are told when it is answered.")
            return redirect(_place(report.review))
    return show_view(
        "received_report/point.html",
        report.review.assessment,
        form=form,
        review=report.review,
        held=report.held,
    )


def _list_places(report: Report) -> list[tuple[str, str]]:
    sections = [(each.section.key, each.section.title) for each in report.sections]
    elements = [(each.code, f"{each.code} {each.title}") for each in report.facts.elements]
    return sections + elements


@received.route(f"{RAISED}/withdraw", methods=["GET", "POST"])
@requires_manager
def withdraw_point(assessment_id: int, number: int, point: int) -> str | Response:
    """Ask whether a point is to be taken back, then take it back."""
    review = load_draft(assessment_id, number).review
    raised = queries.get_point(review.id, point)
    form = VersionedForm(data={"version_id": raised.version_id})
    if form.validate_on_submit():
        try:
            services.withdraw_point(
                actor=current_actor(), point=raised, version_id=form.seen_version
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"Point {point} is withdrawn. It stays on record.")
            return redirect(_place(review))
    return show_view(
        "received_report/withdraw.html", review.assessment, form=form, review=review, point=raised
    )


@received.post(f"{ONE}/nothing")
@requires_manager
def say_nothing(assessment_id: int, number: int) -> Response:
    """Tell the assessor that nothing is to be corrected, or nothing more."""
    review = load_draft(assessment_id, number).review
    services.say_nothing_to_correct(actor=current_actor(), review=review)
    confirm("The assessor has been told that you have no more points.")
    return redirect(_place(review))


def _place(review: Review) -> str:
    return url_for(".one", assessment_id=review.assessment_id, number=review.number)
