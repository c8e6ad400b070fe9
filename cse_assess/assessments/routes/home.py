"""The first page, and how a self-assessment is started."""

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_manager, signed_in
from cse_assess.accounts.queries import get_service, has_grants, list_services
from cse_assess.assessments import policy, queries, services
from cse_assess.assessments.forms import NewAssessmentForm
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.next_steps import NextStep, find_next_step
from cse_assess.assessments.progress import Progress, measure_progress
from cse_assess.assessments.requests.lines import make_lines
from cse_assess.assessments.requests.queries import list_asked_of
from cse_assess.assessments.routes.blueprint import blueprint
from cse_assess.assessments.routes.loading import (
    find_plain_standard,
    folders,
    installed_standards,
)
from cse_assess.clock import today
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Standard
from cse_assess.web.flashes import confirm
from cse_assess.web.templating import link_to

REVIEWS = "reviews.index"


@dataclass(frozen=True, slots=True)
class Card:
    """A self-assessment in the list; without its standard it can only be named."""

    assessment: Assessment
    standard: Standard | None
    progress: Progress | None
    next_step: NextStep | None


@blueprint.get("/")
@signed_in
def home() -> str | Response:
    """Show the self-assessments that the person may see, and what to do next in each.

    Who is here from outside has none: they are sent to their reviews.
    """
    actor, reviews_url = current_actor(), link_to(REVIEWS)
    if not actor.is_member and reviews_url and has_grants(actor.user_id):
        return redirect(reviews_url)
    assessments = queries.list_assessments(actor)
    progress = queries.list_progress([assessment.id for assessment in assessments])
    return render_template(
        "assessments/home.html",
        cards=[_make_card(each, progress.get(each.id, [])) for each in assessments],
        can_create=policy.can_create_assessment(actor),
        asked_of_me=make_lines(list_asked_of(actor.user_id), today(), folders()),
        has_services=bool(actor.organisation_id and list_services(actor.organisation_id)),
    )


def _make_card(assessment: Assessment, rows: list[queries.ProgressRow]) -> Card:
    standard = find_plain_standard(assessment)
    if standard is None:
        return Card(assessment, None, None, None)
    actor = current_actor()
    is_writer = policy.can_edit_response(actor, assessment)
    step = find_next_step(standard, rows, is_writer=is_writer, user_id=actor.user_id)
    return Card(assessment, standard, _measure(standard, rows), step)


def _measure(standard: Standard, rows: list[queries.ProgressRow]) -> Progress:
    """Leave out the elements that the standard no longer has."""
    known = (row for row in rows if standard.find_element(row.element_code))
    return measure_progress(standard, ((row.level, row.evidence_count) for row in known))


@blueprint.route("/assessments/new", methods=["GET", "POST"])
@requires_manager
def new() -> str | Response:
    """Start a self-assessment."""
    organisation_id = current_actor().organisation_id or 0
    form = NewAssessmentForm()
    form.offer(list_services(organisation_id), installed_standards())
    if form.validate_on_submit():
        try:
            assessment = _create(form)
        except DomainError as error:
            form.show_error(error)
        else:
            confirm("The self-assessment is ready. Begin with any element in the list.")
            return redirect(url_for("assessments.overview", assessment_id=assessment.id))
    return render_template("assessments/new.html", form=form)


def _create(form: NewAssessmentForm) -> Assessment:
    actor = current_actor()
    standards = {standard.id: standard for standard in installed_standards()}
    return services.create_assessment(
        actor=actor,
        service=get_service(int(form.service_id.data), actor.organisation_id or 0),
        standard=standards[form.standard_id.data],
        cycle=form.cycle.data or "",
        visit_on=form.visit_on.data,
    )
