"""The pages on which a report is signed, and a signed review is opened again."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.decision import policy
from cse_assess.review.decision.assembling import Report
from cse_assess.review.decision.forms import ReopenForm, SignForm
from cse_assess.review.decision.routes.blueprints import REPORT, written
from cse_assess.review.decision.routes.loading import load_for, load_report
from cse_assess.review.decision.services import signing as services
from cse_assess.review.decision.services.guards import explain_refusal
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.second_opinion.queries import has_scored
from cse_assess.web.flashes import confirm


@written.route(f"{REPORT}/sign", methods=["GET", "POST"])
@signed_in
def sign(review_id: int) -> str | Response:
    """Show the whole report once more, then sign it."""
    report = load_report(review_id)
    _require_signer(report)
    form = SignForm(data={"seen_sha256": report.sha256})
    if not services.needs_reason(report):
        del form.without_round
    if form.validate_on_submit():
        try:
            services.sign_report(
                actor=current_actor(),
                review=report.review,
                standard=report.facts.standard,
                seen_sha256=form.seen_sha256.data or "",
                signed_name=form.signed_name.data or "",
                without_round=form.without_round.data or "" if "without_round" in form else "",
            )
        except DomainError as error:
            form.show_error(error)
            form.seen_sha256.data = report.sha256
        else:
            confirm(
                "The report is signed, and the review is locked. The organisation can read it, and "
                "has been told."
            )
            return redirect(url_for(".show", review_id=review_id))
    return show_review(
        "assessor_report/sign.html",
        report.review,
        form=form,
        report=report,
        content=report.content,
    )


def _require_signer(report: Report) -> None:
    """Raise `NotAllowed` with the reason where the person may not sign this now."""
    actor, review = current_actor(), report.review
    scored = has_scored(actor.user_id, review.submission_id)
    if not policy.can_sign(actor, review, has_scored=scored, testers=report.testers):
        why = policy.explain_testers(actor.user_id, review, report.testers)
        raise NotAllowed((why if review.is_open else "") or explain_refusal(review))


@written.route(f"{REPORT}/reopen", methods=["GET", "POST"])
@signed_in
def reopen(review_id: int) -> str | Response:
    """Ask why a signed review is opened again, then open it."""
    review = load_for(review_id, policy.can_reopen).review
    form = ReopenForm(data={"version_id": review.version_id})
    if form.validate_on_submit():
        try:
            services.reopen_review(
                actor=current_actor(),
                review=review,
                version_id=form.seen_version,
                reason=form.reason.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The review is open again. What was signed stays on record, with your reason.")
            return redirect(url_for(".show", review_id=review.id))
    return show_review("assessor_report/reopen.html", review, form=form)
