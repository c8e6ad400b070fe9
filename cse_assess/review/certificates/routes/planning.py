"""The reviews that fall due: put on the plan, moved, taken off, and how they were held."""

from flask import redirect
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.review.certificates import policy, queries, services
from cse_assess.review.certificates.forms import (
    DueReviewForm,
    EditDueReviewForm,
    HowHeldForm,
    RemoveForm,
)
from cse_assess.review.certificates.models import DueReview
from cse_assess.review.certificates.routes.blueprint import DUE, ONE, blueprint
from cse_assess.review.certificates.routes.loading import (
    load_changeable,
    load_changeable_due,
    show_due_page,
    show_page,
    show_refusal,
    url_of,
)
from cse_assess.review.certificates.services.due_reviews import NOT_TO_REMOVE
from cse_assess.web.flashes import confirm


@blueprint.route(f"{ONE}/reviews/new", methods=["GET", "POST"])
@requires_manager
def add_review(assessment_id: int, certificate_id: int) -> str | Response:
    """Put another review on the plan."""
    certificate, form = load_changeable(assessment_id, certificate_id), DueReviewForm()
    if form.validate_on_submit():
        try:
            services.add_due_review(
                actor=current_actor(),
                certificate=certificate,
                due_on=form.due_on.data,
                note=form.note.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The review is on the plan. Leads are reminded before it is due.")
            return redirect(url_of(certificate))
    return show_page(
        "certificates/add_review.html",
        certificate.assessment,
        form=form,
        certificate=certificate,
        back=url_of(certificate),
    )


@blueprint.route(f"{DUE}/edit", methods=["GET", "POST"])
@requires_manager
def edit_review(assessment_id: int, certificate_id: int, due_id: int) -> str | Response:
    """Move a review that falls due, or note something."""
    certificate, due = load_changeable_due(assessment_id, certificate_id, due_id)
    form = EditDueReviewForm(
        data={"version_id": due.version_id, "due_on": due.due_on, "note": due.note}
    )
    if form.validate_on_submit():
        try:
            services.edit_due_review(
                actor=current_actor(),
                due=due,
                version_id=form.seen_version,
                due_on=form.due_on.data,
                note=form.note.data or "",
            )
        except DomainError as error:
            show_refusal(form, error, due.version_id)
        else:
            confirm("The review is changed. Leads are reminded before its day.")
            return redirect(url_of(certificate))
    return show_due_page("certificates/edit_review.html", due, form=form)


@blueprint.route(f"{DUE}/remove", methods=["GET", "POST"])
@requires_manager
def remove_review(assessment_id: int, certificate_id: int, due_id: int) -> str | Response:
    """Ask whether a review is to be taken off the plan, then take it off."""
    certificate, due = load_changeable_due(assessment_id, certificate_id, due_id)
    _require_removable(due)
    form = RemoveForm(data={"version_id": due.version_id})
    if form.validate_on_submit():
        try:
            services.remove_due_review(actor=current_actor(), due=due, version_id=form.seen_version)
        except DomainError as error:
            show_refusal(form, error, due.version_id)
        else:
            confirm("The review is off the plan. Nobody is reminded of it any more.")
            return redirect(url_of(certificate))
    return show_due_page("certificates/remove_review.html", due, form=form)


def _require_removable(due: DueReview) -> None:
    if not policy.can_remove_due_review(current_actor(), due):
        raise NotAllowed(NOT_TO_REMOVE)


@blueprint.route(f"{DUE}/held", methods=["GET", "POST"])
@requires_manager
def say_held(assessment_id: int, certificate_id: int, due_id: int) -> str | Response:
    """Tie a due review to the signed review that it was, or say when it was held elsewhere."""
    certificate, due = load_changeable_due(assessment_id, certificate_id, due_id)
    form = HowHeldForm.of(due)
    reviews = queries.list_reviews_to_tie(due)
    form.offer(due, reviews)
    if form.validate_on_submit() and form.check_day():
        try:
            services.say_how_held(
                actor=current_actor(),
                due=due,
                version_id=form.seen_version,
                review_id=form.review_id,
                held_on=form.day,
            )
        except DomainError as error:
            show_refusal(form, error, due.version_id)
        else:
            confirm("It is noted. The certificate shows what comes next.")
            return redirect(url_of(certificate))
    return show_due_page(
        "certificates/held.html", due, form=form, has_reviews=bool(reviews or due.review)
    )
