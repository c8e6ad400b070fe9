"""The assessor's pages of the round on accuracy: send the draft, answer points, close it."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.assessments.forms import VersionedForm
from cse_assess.errors import DomainError
from cse_assess.review.decision import policy, queries
from cse_assess.review.decision.forms import AnswerForm, SendDraftForm
from cse_assess.review.decision.points import make_lines
from cse_assess.review.decision.routes.blueprints import POINT, REPORT, written
from cse_assess.review.decision.routes.loading import load_for, load_report
from cse_assess.review.decision.services import accuracy as services
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import format_day, plural


@written.route(f"{REPORT}/send", methods=["GET", "POST"])
@signed_in
def send(review_id: int) -> str | Response:
    """Say until when the organisation has time, then give it the draft."""
    report = load_for(review_id, policy.can_write_report)
    review = report.review
    form = SendDraftForm(
        data={
            "version_id": review.version_id,
            "until": services.propose_day(report.facts.standard),
        }
    )
    if form.validate_on_submit():
        try:
            held = services.send_draft(
                actor=current_actor(),
                review=review,
                version_id=form.seen_version,
                until=form.until.data,
                note=form.note.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(
                f"The organisation can read the draft, and raise points until "
                f"{format_day(held.until)}. You are told of each."
            )
            return redirect(url_for(".show", review_id=review.id))
    return show_review("assessor_report/send.html", review, form=form, report=report)


@written.get(f"{REPORT}/points")
@signed_in
def points(review_id: int) -> str:
    """Show the points of the organisation with their answers, and what closes the round."""
    report = load_report(review_id)
    return show_review(
        "assessor_report/points.html",
        report.review,
        report=report,
        lines=make_lines(report.points, report.facts.standard),
        can_hold=policy.can_hold_round(current_actor(), report.review),
    )


@written.route(POINT, methods=["GET", "POST"])
@signed_in
def answer(review_id: int, number: int) -> str | Response:
    """Answer one point."""
    report = load_for(review_id, policy.can_hold_round)
    point = queries.get_point(report.review.id, number)
    form = AnswerForm.of(point)
    if form.validate_on_submit():
        try:
            services.answer_point(
                actor=current_actor(),
                point=point,
                version_id=form.seen_version,
                is_accepted=form.is_accepted,
                answer=form.answer.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"Point {number} is answered. {_say_rest(review_id)}")
            return redirect(url_for(".points", review_id=review_id))
    return show_review(
        "assessor_report/answer.html",
        report.review,
        form=form,
        point=point,
        line=make_lines([point], report.facts.standard)[0],
        report=report,
    )


def _say_rest(review_id: int) -> str:
    """Say what is left to do in the round."""
    waiting = [point for point in queries.list_points(review_id) if point.is_waiting]
    if not waiting:
        return "Every point has its answer: you can close the round."
    return f"{plural(len(waiting), 'point waits', 'points wait')} for an answer."


@written.route(f"{REPORT}/close", methods=["GET", "POST"])
@signed_in
def close(review_id: int) -> str | Response:
    """Ask whether the round is to be closed, then take the draft back."""
    report = load_for(review_id, policy.can_hold_round)
    review = report.review
    form = VersionedForm(data={"version_id": review.version_id})
    if form.validate_on_submit():
        try:
            services.close_round(actor=current_actor(), review=review, version_id=form.seen_version)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The round is closed. Change the report where you accepted a point, then sign.")
            return redirect(url_for(".show", review_id=review.id))
    return show_review("assessor_report/close.html", review, form=form, report=report)
