"""The blueprint, and what its pages share."""

from collections.abc import Iterable
from typing import cast

from flask import Blueprint, Flask, url_for
from flask.blueprints import BlueprintSetupState

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.requests import policy, queries
from cse_assess.assessments.requests.lines import RequestLine, make_lines
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.reminders import ROUND, remind_of_requests
from cse_assess.assessments.requests.states import RequestStep
from cse_assess.assessments.routes.loading import folders, load_assessment, load_standard
from cse_assess.clock import today
from cse_assess.errors import NotAllowed
from cse_assess.jobs.rounds import register_round

blueprint = Blueprint("requests", __name__)

# Before the letters of the day are written.
REMIND_FROM_HOUR = 5


def load_request(request_id: int) -> EvidenceRequest:
    """Return a request that the person may see; raises as `load_assessment` does."""
    request = queries.get_request(request_id)
    load_assessment(request.response.assessment_id)
    return request


def load_for_step(request_id: int, step: RequestStep) -> EvidenceRequest:
    """Return a request with which the person may take `step` now; raise `NotAllowed` otherwise."""
    request = load_request(request_id)
    if not policy.can_take_step(current_actor(), request, step):
        raise NotAllowed(
            "You cannot do this with the request, or not any more. Open it to see where it stands."
        )
    return request


def url_of(request: EvidenceRequest) -> str:
    """Return the address of the request's page."""
    return url_for("requests.show", request_id=request.id)


def vars_of(request: EvidenceRequest) -> dict[str, object]:
    """Return what every template about one request is given."""
    assessment = request.response.assessment
    [line] = lines_of([request])
    return {
        "line": line,
        "assessment": assessment,
        "standard": load_standard(assessment),
        "request_url": url_of(request),
    }


def lines_of(requests: Iterable[EvidenceRequest]) -> list[RequestLine]:
    """Return requests as today's lists show them."""
    return make_lines(requests, today(), folders())


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_round(app, ROUND, remind_of_requests, from_hour=REMIND_FROM_HOUR)
