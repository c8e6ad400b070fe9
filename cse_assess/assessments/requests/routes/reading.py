"""Lists of requests, and the page of one."""

from flask import render_template, request

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.requests import policy, queries
from cse_assess.assessments.requests.forms import RequestFilterForm
from cse_assess.assessments.requests.models import EvidenceRequest, EvidenceRequestEvent
from cse_assess.assessments.requests.queries import RequestFilters
from cse_assess.assessments.requests.routes.blueprint import (
    blueprint,
    lines_of,
    load_request,
    vars_of,
)
from cse_assess.assessments.requests.states import RequestStep
from cse_assess.assessments.requests.words import STEP_TITLES
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import load_assessment
from cse_assess.assessments.routes.telling import ShownPiece, Told, show_pieces
from cse_assess.clock import today
from cse_assess.web.paging import wanted_page


@blueprint.get("/assessments/<int:assessment_id>/requests")
@requires_member
def index(assessment_id: int) -> str:
    """List who is asked for what in a self-assessment."""
    assessment, form = load_assessment(assessment_id), RequestFilterForm(request.args)
    form.offer(queries.list_asked_people(assessment.id))
    filters = form.read_filters()
    number = wanted_page()
    page = queries.list_of_assessment(assessment.id, filters, today(), number)
    return show_view(
        "requests/index.html",
        assessment,
        filter_form=form,
        is_filtered=filters != RequestFilters(),
        page=page,
        lines=lines_of(page.rows),
    )


@blueprint.get("/requests")
@requires_member
def mine() -> str:
    """List what the person is asked for, and was."""
    user_id = current_actor().user_id
    return render_template(
        "requests/mine.html",
        waiting=lines_of(queries.list_asked_of(user_id)),
        past=lines_of(queries.list_past_of(user_id)),
    )


@blueprint.get("/requests/<int:request_id>")
@requires_member
def show(request_id: int) -> str:
    """Show a request: what is wanted, what is sent in, its steps, and what to do next."""
    shown, actor = load_request(request_id), current_actor()
    steps = {step.value for step in RequestStep if policy.can_take_step(actor, shown, step)}
    return render_template(
        "requests/show.html",
        **vars_of(shown),
        pieces=list_pieces(shown),
        entries=[_tell(event) for event in queries.list_events(shown.id)],
        steps=steps,
        can_add=policy.can_change_items(actor, shown),
    )


def list_pieces(shown: EvidenceRequest) -> list[ShownPiece]:
    """Return what is sent in, titles hidden where they must be."""
    return show_pieces(queries.list_items(shown.id))


def _tell(event: EvidenceRequestEvent) -> Told:
    return Told(STEP_TITLES[RequestStep(event.step)], event.at, event.actor_name, event.words)
