"""Who may ask for evidence, answer, and decide: pure functions of an actor and an object."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.policy import can_edit_response
from cse_assess.assessments.requests.models import EvidenceRequest
from cse_assess.assessments.requests.states import (
    STEPS_OF_THE_ASKED,
    WITH_THE_ASKED,
    RequestStep,
    find_next_state,
)


def can_answer(actor: Actor, request: EvidenceRequest) -> bool:
    """Tell whether the person was asked, and can still write in the self-assessment."""
    is_asked = actor.user_id is not None and actor.user_id == request.asked_id
    return is_asked and can_edit_response(actor, request.response.assessment)


def can_decide(actor: Actor, request: EvidenceRequest) -> bool:
    """Tell whether the person may accept, return and cancel: whoever asked, and leads.

    Nobody accepts what they were asked for themselves.
    """
    if actor.user_id == request.asked_id:
        return False
    if not can_edit_response(actor, request.response.assessment):
        return False
    return actor.is_lead or (actor.user_id is not None and actor.user_id == request.asked_by_id)


def can_take_step(actor: Actor, request: EvidenceRequest, step: RequestStep) -> bool:
    """Tell whether the person may take this step, and the request is where it can be taken."""
    if find_next_state(request.state, step) is None:
        return False
    may = can_answer if step in STEPS_OF_THE_ASKED else can_decide
    return may(actor, request)


def can_change_items(actor: Actor, request: EvidenceRequest) -> bool:
    """Tell whether the person may add to what is sent in, or take from it."""
    return request.state in WITH_THE_ASKED and can_answer(actor, request)
