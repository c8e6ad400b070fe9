"""Showing the plan to the organisation: what they would see, then the button."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review_standard
from cse_assess.review.visit import queries, sharing
from cse_assess.review.visit.agenda import make_agenda
from cse_assess.review.visit.forms import ShareForm
from cse_assess.review.visit.routes.blueprint import (
    BOTH,
    VISIT,
    Page,
    blueprint,
    load_for_writing,
    status_of,
)
from cse_assess.review.visit.values import sign_sessions
from cse_assess.web.flashes import confirm


@blueprint.route(f"{VISIT}/share", methods=BOTH)
@signed_in
def share(review_id: int) -> Page | Response:
    """Show what the organisation would see; share it where that is asked for."""
    review, form = load_for_writing(review_id), ShareForm()
    if form.validate_on_submit():
        try:
            sharing.share_plan(actor=current_actor(), review=review, seen_plan=form.seen.data or "")
        except DomainError as error:
            form.show_error(error)
            return _show(review, form), status_of(error)
        name = review.assessment.organisation.name
        confirm(f"{name} sees the plan as it is now, and its improvement leads are told.")
        return redirect(url_for("visit.index", review_id=review.id))
    return _show(review, form)


def _show(review: Review, form: ShareForm) -> str:
    standard, sessions = load_review_standard(review), queries.list_sessions(review.id)
    shared = queries.find_shared_plan(review.id)
    plan = sharing.describe_plan(sessions)
    difference = sharing.compare_plans(shared.sessions, plan) if shared else None
    form.seen.data = sign_sessions(sessions)
    return show_review(
        "visit/share.html",
        review,
        form=form,
        shared=shared,
        difference=difference,
        agenda=make_agenda(sessions, standard, changes=difference.changes if difference else None),
    )
