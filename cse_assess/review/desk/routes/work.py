"""An assessor's work: what they may assess, and the step that begins a review."""

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.accounts.models import AssessorGrant
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.loading import folders
from cse_assess.assessments.wording import standard_for
from cse_assess.clock import today
from cse_assess.errors import DomainError, NotFound
from cse_assess.review.desk import queries, services
from cse_assess.review.desk.forms import KIND_TITLES, BeginForm
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.blueprint import LIST, blueprint
from cse_assess.review.desk.work_list import list_work
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm

SCORING = "scoring.begin"


@blueprint.get(LIST)
@signed_in
def index() -> str:
    """Show what the person may assess, their reviews, and what has ended."""
    return render_template(
        "reviews/index.html",
        work=list_work(current_actor(), folders()),
        kinds=KIND_TITLES,
        can_score=SCORING in current_app.view_functions,
    )


@blueprint.route(f"{LIST}/begin/<int:assessment_id>", methods=["GET", "POST"])
@signed_in
def begin(assessment_id: int) -> str | Response:
    """Ask what the review is for and by when it is to be done, then begin it."""
    grant, assessment = _load_granted(assessment_id)
    standard = standard_for(assessment, folders=folders())
    form = BeginForm.proposing(standard, grant.ends_on)
    if form.validate_on_submit():
        try:
            review = _begin(assessment, standard, form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"Review {review.number} has begun. Go through it {_each(standard)}.")
            return redirect(url_for(".show", review_id=review.id))
    return render_template(
        "reviews/begin.html",
        form=form,
        grant=grant,
        assessment=assessment,
        standard=standard,
        submission=queries.load_standing([assessment.id]).get(assessment.id),
    )


def _load_granted(assessment_id: int) -> tuple[AssessorGrant, Assessment]:
    """Return what the person may assess today; raise `NotFound` for anything else."""
    for grant, assessment in queries.list_grants_of(current_actor().user_id):
        if assessment.id == assessment_id and grant.ends_on >= today():
            return grant, assessment
    raise NotFound("There is no such self-assessment.")


def _begin(assessment: Assessment, standard: Standard, form: BeginForm) -> Review:
    return services.begin_review(
        actor=current_actor(),
        assessment=assessment,
        standard=standard,
        kind=form.kind.data or "",
        due_on=form.due_on.data,
    )


def _each(standard: Standard) -> str:
    return f"{standard.terms.element.one} by {standard.terms.element.one}"
