"""What changes a review as a whole: its settings, the submission it works on, and its assessor."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import DomainError, NotAllowed, NotFound
from cse_assess.ids import read_possible_id
from cse_assess.review.desk import policy, queries, services
from cse_assess.review.desk.forms import SettingsForm, TakeOverForm, TakeUpForm
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.blueprint import ONE, blueprint
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import (
    NO_REVIEW,
    load_review,
    load_review_standard,
    load_writable_review,
)
from cse_assess.review.desk.routes.reading import find_newer
from cse_assess.review.second_opinion.queries import is_scoring
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import plural


@blueprint.route(f"{ONE}/settings", methods=["GET", "POST"])
@signed_in
def settings(review_id: int) -> str | Response:
    """Change what the review is for, and its day."""
    review = load_writable_review(review_id)
    form = SettingsForm.of(review)
    if form.validate_on_submit():
        try:
            services.edit_review(
                actor=current_actor(),
                review=review,
                version_id=form.seen_version,
                kind=form.kind.data or "",
                due_on=form.due_on.data,
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The settings of this review are saved.")
            return redirect(url_for(".show", review_id=review.id))
    return show_review("reviews/settings.html", review, form=form)


@blueprint.route(f"{ONE}/take-up", methods=["GET", "POST"])
@signed_in
def take_up(review_id: int) -> str | Response:
    """Show what a later submission changes, then go on with it."""
    review = load_review(review_id)
    standard, newer = load_review_standard(review), find_newer(review)
    if newer is None:
        raise NotAllowed("There is no later submission that you can take up now.")
    form = TakeUpForm(data={"version_id": review.version_id, "number": str(newer.number)})
    if form.validate_on_submit():
        try:
            reopened = _take_up(review, standard, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(_say_taken_up(review, standard, reopened))
            return redirect(url_for(".show", review_id=review.id))
    return show_review(
        "reviews/take_up.html",
        review,
        form=form,
        standard=standard,
        newer=newer,
        differing=services.list_reopened(standard, review.submission, newer),
        findings=queries.load_findings(review.id),
    )


def _take_up(review: Review, standard: Standard, form: TakeUpForm) -> list[str]:
    return services.take_up_submission(
        actor=current_actor(),
        review=review,
        standard=standard,
        version_id=form.seen_version,
        number=read_possible_id(form.number.data or ""),
    )


def _say_taken_up(review: Review, standard: Standard, reopened: list[str]) -> str:
    term = standard.terms.element
    begun = f"You now work on submission {review.submission.number}."
    if not reopened:
        return f"{begun} Everything that you had done stays done."
    return f"{begun} Look again at {plural(len(reopened), term.one, term.many)} that you had done."


@blueprint.route(f"{ONE}/take-over", methods=["GET", "POST"])
@signed_in
def take_over(review_id: int) -> str | Response:
    """Ask why the person goes on with a review whose assessor's access ended, then let them."""
    review = _load_to_take_over(review_id)
    form = TakeOverForm(data={"version_id": review.version_id})
    if form.validate_on_submit():
        before = review.assessor.name
        try:
            services.take_over_review(
                actor=current_actor(),
                review=review,
                version_id=form.seen_version,
                reason=form.reason.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"This review is yours now. What {before} found is kept.")
            return redirect(url_for(".show", review_id=review.id))
    return render_template(
        "reviews/take_over.html", review=review, assessment=review.assessment, form=form
    )


def _load_to_take_over(review_id: int) -> Review:
    actor, review = current_actor(), queries.get_review(review_id)
    if review.assessment_id not in actor.assesses:
        raise NotFound(NO_REVIEW)
    has_ended = not queries.has_access(review.assessor_id, review.assessment_id)
    scoring = is_scoring(actor.user_id, review.assessment_id)
    if not policy.can_take_over(actor, review, has_ended=has_ended, is_scoring=scoring):
        raise NotAllowed(
            "A review can be taken over when its assessor’s access has ended, by an assessor who "
            "has no scoring of their own in hand."
        )
    return review
