"""Lists of requests, and the page of one."""

from dataclasses import dataclass
from datetime import datetime

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
from cse_assess.assessments.routes.loading import load_inside
from cse_assess.clock import today
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item, shown_title


@dataclass(frozen=True, slots=True)
class SentPiece:
    """A piece that is sent in, as the viewer may see it."""

    item: EvidenceItem
    title: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A step of the request, as the timeline tells it."""

    title: str
    at: datetime
    by: str
    note: str


@blueprint.get("/assessments/<int:assessment_id>/requests")
@requires_member
def index(assessment_id: int) -> str:
    """List who is asked for what in a self-assessment."""
    assessment, form = load_inside(assessment_id), RequestFilterForm(request.args)
    form.offer(queries.list_asked_people(assessment.id))
    filters = form.read_filters()
    number = request.args.get("page", 1, type=int)
    page = queries.list_of_assessment(assessment.id, filters, today(), number)
    return show_view(
        "requests/index.html",
        assessment,
        filter_form=form,
        is_filtered=filters != RequestFilters(),
        page=page,
        lines=lines_of(page.requests),
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


def list_pieces(shown: EvidenceRequest) -> list[SentPiece]:
    """Return what is sent in, titles hidden where they must be."""
    return [_make_piece(item) for item in queries.list_items(shown.id)]


def _make_piece(item: EvidenceItem) -> SentPiece:
    is_open = can_open_item(current_actor(), item)
    return SentPiece(item, shown_title(item, is_open=is_open), is_open)


def _tell(event: EvidenceRequestEvent) -> Told:
    return Told(STEP_TITLES[RequestStep(event.step)], event.at, event.actor_name, event.words)
