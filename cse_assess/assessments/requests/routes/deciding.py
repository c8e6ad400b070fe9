"""The steps of a request, each a page that says what happens next: send, decline, accept, ..."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import redirect, render_template
from werkzeug.wrappers import Response

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.assessments.requests import services
from cse_assess.assessments.requests.forms import AcceptForm, ReasonedStepForm, StepForm
from cse_assess.assessments.requests.routes.blueprint import (
    blueprint,
    load_for_step,
    url_of,
    vars_of,
)
from cse_assess.assessments.requests.routes.reading import list_pieces
from cse_assess.assessments.requests.states import RequestStep
from cse_assess.assessments.routes.element import open_element
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm

STEP = "/requests/<int:request_id>"
BOTH = ("GET", "POST")


@dataclass(frozen=True, slots=True)
class StepPage:
    """How the page of a step is worded, and the service behind its button."""

    step: RequestStep
    title: str
    text: str
    label: str
    button: str
    done: str
    take: Callable[..., None]
    form: type[StepForm] | type[ReasonedStepForm] = StepForm
    tone: str = ""


SEND = StepPage(
    RequestStep.SEND,
    "Send your answer",
    "Whoever asked you is told, looks at what you added, and accepts it or returns it to you.",
    "Message (optional)",
    "Send",
    "Your answer is sent. You are told what becomes of it.",
    services.send_answer,
)
DECLINE = StepPage(
    RequestStep.DECLINE,
    "I cannot provide this",
    "Whoever asked you is told why. They can drop the request, or ask you again.",
    "Why can you not provide it?",
    "Send this answer",
    "Your answer is sent. You are told what becomes of it.",
    services.decline_request,
    ReasonedStepForm,
)
RETURN = StepPage(
    RequestStep.RETURN,
    "Return this request",
    "The person you asked is told what is still needed. What they added stays with the request.",
    "What is still needed?",
    "Return it",
    "The request is returned. You are told when there is an answer.",
    services.return_request,
    ReasonedStepForm,
)
CANCEL = StepPage(
    RequestStep.CANCEL,
    "Cancel this request",
    "The person you asked is told that it is not needed any more. What they added stays in the "
    "library, and nothing is attached.",
    "Message (optional)",
    "Cancel the request",
    "The request is cancelled.",
    services.cancel_request,
    tone="warning",
)


@blueprint.route(f"{STEP}/send", methods=BOTH)
@requires_member
def send(request_id: int) -> str | Response:
    """Hand in what was gathered."""
    return _take(request_id, SEND)


@blueprint.route(f"{STEP}/decline", methods=BOTH)
@requires_member
def decline(request_id: int) -> str | Response:
    """Say why there is no such evidence."""
    return _take(request_id, DECLINE)


@blueprint.route(f"{STEP}/return", methods=BOTH)
@requires_member
def give_back(request_id: int) -> str | Response:
    """Say what is still needed."""
    return _take(request_id, RETURN)


@blueprint.route(f"{STEP}/cancel", methods=BOTH)
@requires_member
def cancel(request_id: int) -> str | Response:
    """End a request that is not needed any more."""
    return _take(request_id, CANCEL)


def _take(request_id: int, page: StepPage) -> str | Response:
    moved = load_for_step(request_id, page.step)
    form = page.form(data={"version_id": moved.version_id})
    form.words.label.text = page.label
    if form.validate_on_submit():
        try:
            page.take(
                actor=current_actor(),
                request=moved,
                version_id=form.seen_version,
                words=form.words.data or "",
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(page.done)
            return redirect(url_of(moved))
    return render_template(
        "requests/step.html", **vars_of(moved), form=form, page=page, pieces=list_pieces(moved)
    )


@blueprint.route(f"{STEP}/accept", methods=BOTH)
@requires_member
def accept(request_id: int) -> str | Response:
    """Attach what was sent in, and say what it proves."""
    sent = load_for_step(request_id, RequestStep.ACCEPT)
    opened = open_element(sent.response.assessment, sent.response.element_code)
    form = AcceptForm(data={"version_id": sent.version_id})
    form.offer_points(opened.standard, opened.element)
    if form.validate_on_submit():
        try:
            services.accept_request(
                actor=current_actor(), request=sent, version_id=form.seen_version, **form.proof
            )
        except DomainError as error:
            form.show_error(error)
        else:
            confirm(f"The evidence is accepted and attached to {sent.response.element_code}.")
            return redirect(url_of(sent))
    return render_template(
        "requests/accept.html", **vars_of(sent), form=form, pieces=list_pieces(sent)
    )
