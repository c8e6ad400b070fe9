"""What moves a request on; each deed is one transaction of its caller, with its audit event.

What is sent in stays apart from the element until it is accepted: only then is it attached.
"""

from datetime import date
from functools import partial
from typing import Any, Unpack

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.policy import can_be_given_work
from cse_assess.assessments.proof import ProofFields
from cse_assess.assessments.requests import policy, queries
from cse_assess.assessments.requests.letters import tell_of_step
from cse_assess.assessments.requests.models import (
    EvidenceRequest,
    EvidenceRequestEvent,
    EvidenceRequestItem,
)
from cse_assess.assessments.requests.states import RequestStep, find_next_state
from cse_assess.assessments.services.adding import add_or_take
from cse_assess.assessments.services.guards import (
    begin_writing,
    begin_writing_response,
    require_usable_item,
)
from cse_assess.assessments.services.links import attach_items
from cse_assess.assessments.texts import check_text
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.services import add_file_evidence, add_link_evidence

LONGEST_WORDS = 2_000

DEEDS = {
    RequestStep.ASK: AuditAction.EVIDENCE_REQUEST_MADE,
    RequestStep.SEND: AuditAction.EVIDENCE_REQUEST_SENT,
    RequestStep.DECLINE: AuditAction.EVIDENCE_REQUEST_DECLINED,
    RequestStep.RETURN: AuditAction.EVIDENCE_REQUEST_RETURNED,
    RequestStep.ACCEPT: AuditAction.EVIDENCE_REQUEST_ACCEPTED,
    RequestStep.CANCEL: AuditAction.EVIDENCE_REQUEST_CANCELLED,
}


def ask_for_evidence(
    *, actor: Actor, response: ElementResponse, asked: User, wanted: str, due_on: date
) -> EvidenceRequest:
    """Ask a colleague for evidence for an element until and including a day; they are told.

    Raises `NotAllowed`, and `DomainError` with its field for a person who cannot be asked, a day
    that is past, and for words that are missing or too long.
    """
    begin_writing_response(actor, response)
    _check_asked(actor, response, asked)
    if due_on < today():
        raise DomainError("The day must be today or later", field="due_on")
    words = _check_words(wanted, "wanted", missing="Say what evidence you need")
    request = EvidenceRequest(
        response=response,
        asked=asked,
        asked_by_id=actor.user_id,
        wanted=words,
        due_on=due_on,
    )
    session.add(request)
    session.flush()
    _note_step(actor, request, RequestStep.ASK, words)
    return request


def _check_asked(actor: Actor, response: ElementResponse, asked: User) -> None:
    if asked.id == actor.user_id:
        raise DomainError("You cannot ask yourself: choose a colleague", field="asked_id")
    if not can_be_given_work(asked, response.assessment):
        raise DomainError(
            "Choose somebody who contributes to this service, or a lead", field="asked_id"
        )
    if queries.has_open_request(response.id, asked.id):
        raise DomainError(
            f"{asked.name} has an open request for this already. Cancel it first, or return it "
            "with what is missing.",
            field="asked_id",
        )


def _check_words(raw: str, field: str, *, missing: str) -> str:
    return check_text(raw, LONGEST_WORDS, name="What you write", field=field, missing=missing)


def add_item(*, actor: Actor, request: EvidenceRequest, item: EvidenceItem) -> None:
    """Put a piece of the library with what is sent in; one that is there already stays.

    Raises `NotAllowed`, `NotFound` for one that the person may not open, and `DomainError` for a
    withdrawn one.
    """
    _begin_changing(actor, request)
    require_usable_item(actor, request.response.assessment, item)
    if queries.find_request_item(request.id, item.id):
        return
    session.add(
        EvidenceRequestItem(request_id=request.id, item_id=item.id, added_by_id=actor.user_id)
    )
    session.flush()
    _record(actor, request, AuditAction.EVIDENCE_REQUEST_ITEM_ADDED, {"item": item.id})


def add_file(
    *, actor: Actor, request: EvidenceRequest, file: CheckedFile, details: ItemDetails
) -> None:
    """Put a file that intake has let in into the library, and with what is sent in.

    Where the library holds these very bytes in an item that the person may open, that item is
    taken. Raises as `add_item` and `add_file_evidence` do.
    """
    _begin_changing(actor, request)
    organisation_id = request.response.assessment.organisation_id
    fields = details.as_fields()
    add = partial(
        add_file_evidence, actor=actor, organisation_id=organisation_id, blob=file, **fields
    )
    add_item(actor=actor, request=request, item=add_or_take(actor, add))


def add_address(*, actor: Actor, request: EvidenceRequest, url: str, details: ItemDetails) -> None:
    """Put a web address into the library, and with what is sent in; otherwise as `add_file`."""
    _begin_changing(actor, request)
    organisation_id = request.response.assessment.organisation_id
    fields = details.as_fields()
    add = partial(
        add_link_evidence, actor=actor, organisation_id=organisation_id, url=url, **fields
    )
    add_item(actor=actor, request=request, item=add_or_take(actor, add))


def remove_item(*, actor: Actor, request: EvidenceRequest, item_id: int) -> None:
    """Take a piece out of what is sent in; it stays in the library. Raises `NotAllowed`."""
    _begin_changing(actor, request)
    found = queries.find_request_item(request.id, item_id)
    if found is None:
        return
    session.delete(found)
    session.flush()
    _record(actor, request, AuditAction.EVIDENCE_REQUEST_ITEM_REMOVED, {"item": item_id})


def send_answer(*, actor: Actor, request: EvidenceRequest, version_id: int, words: str) -> None:
    """Hand what was gathered to whoever asked; raises as every step does, see `_begin_step`.

    Raises `DomainError` where nothing was gathered.
    """
    said = _check_words(words, "words", missing="")
    _begin_step(actor, request, RequestStep.SEND, version_id)
    if not queries.list_items(request.id):
        raise DomainError("Add at least one piece of evidence first")
    _finish_step(actor, request, RequestStep.SEND, said)


def decline_request(*, actor: Actor, request: EvidenceRequest, version_id: int, words: str) -> None:
    """Answer that there is no such evidence, and why."""
    said = _check_words(words, "words", missing="Say why you cannot provide it")
    _begin_step(actor, request, RequestStep.DECLINE, version_id)
    _finish_step(actor, request, RequestStep.DECLINE, said)


def return_request(*, actor: Actor, request: EvidenceRequest, version_id: int, words: str) -> None:
    """Ask for it again: what was sent does not do, or what was declined is still wanted."""
    said = _check_words(words, "words", missing="Say what is still needed")
    _begin_step(actor, request, RequestStep.RETURN, version_id)
    _finish_step(actor, request, RequestStep.RETURN, said)


def accept_request(
    *, actor: Actor, request: EvidenceRequest, version_id: int, **proof: Unpack[ProofFields]
) -> None:
    """Attach all that was sent in to the element; `proof` says what it proves.

    Raises as `attach_evidence` does, for instance where a piece was withdrawn meanwhile.
    """
    _begin_step(actor, request, RequestStep.ACCEPT, version_id)
    attach_items(
        actor=actor,
        response=request.response,
        items=queries.list_items(request.id),
        **proof,
    )
    _finish_step(actor, request, RequestStep.ACCEPT, proof.get("note", ""))


def cancel_request(*, actor: Actor, request: EvidenceRequest, version_id: int, words: str) -> None:
    """End the request: it is not needed any more. What was gathered stays in the library."""
    said = _check_words(words, "words", missing="")
    _begin_step(actor, request, RequestStep.CANCEL, version_id)
    _finish_step(actor, request, RequestStep.CANCEL, said)


def _begin_step(actor: Actor, request: EvidenceRequest, step: RequestStep, version_id: int) -> None:
    """Lock the request; `version_id` was on the screen.

    Raises `NotAllowed` without the right, and `Conflict` where somebody has moved it on meanwhile.
    """
    _lock(actor, request)
    if request.version_id != version_id or find_next_state(request.state, step) is None:
        raise Conflict("Somebody moved this request on while you had it open. See where it stands.")
    if not policy.can_take_step(actor, request, step):
        raise NotAllowed("This step of the request is not yours to take.")


def _begin_changing(actor: Actor, request: EvidenceRequest) -> None:
    _lock(actor, request)
    if not policy.can_change_items(actor, request):
        raise NotAllowed("Only the person who is asked can add to this, until it is sent.")


def _lock(actor: Actor, request: EvidenceRequest) -> None:
    begin_writing(actor, request.response.assessment)
    session.refresh(request, ["state", "version_id"], with_for_update={"of": EvidenceRequest})


def _finish_step(actor: Actor, request: EvidenceRequest, step: RequestStep, words: str) -> None:
    state = find_next_state(request.state, step)
    if state is None:
        raise RuntimeError("the step was checked when it began")
    request.state = state
    session.flush()
    _note_step(actor, request, step, words)


def _note_step(actor: Actor, request: EvidenceRequest, step: RequestStep, words: str) -> None:
    """Keep the step in the request's history, tell whom it concerns, and record it."""
    event = EvidenceRequestEvent(
        request_id=request.id,
        actor_id=actor.user_id,
        actor_name=actor.name,
        step=step.value,
        words=words,
    )
    session.add(event)
    session.flush()
    tell_of_step(actor, request, event)
    details = {"element": request.response.element_code, "asked": request.asked_id}
    _record(actor, request, DEEDS[step], details)


def _record(
    actor: Actor, request: EvidenceRequest, action: AuditAction, details: dict[str, Any]
) -> None:
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=request.response.assessment.organisation_id,
        action=action,
        object_type="evidence_request",
        object_id=request.id,
        details=details,
    )
