"""Evidence tied to elements: attached with a note of what it proves, and detached."""

from collections.abc import Sequence

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import ElementResponse, EvidenceLink, ResponseChange
from cse_assess.assessments.queries import find_live_link, lock_items
from cse_assess.assessments.services.guards import begin_writing_response, record
from cse_assess.assessments.texts import LONGEST_NOTE, check_length, clean_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotFound
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.errors import AlreadyThere
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item
from cse_assess.evidence.services import add_file_evidence, add_link_evidence


def attach_evidence(
    *, actor: Actor, response: ElementResponse, item: EvidenceItem, note: str
) -> EvidenceLink:
    """Tie an item of the library to an element; `note` says what it proves.

    An item that is tied already keeps its link and its note. Raises `NotAllowed` without the
    right, `NotFound` for an item that the person may not open, and `DomainError` for one that is
    withdrawn or a note that is too long.
    """
    begin_writing_response(actor, response)
    if item.organisation_id != response.assessment.organisation_id or not can_open_item(
        actor, item
    ):
        raise NotFound("There is no such evidence in your library.")
    if item.withdrawn_at is not None:
        raise DomainError(f"“{item.title}” is withdrawn and cannot be attached")
    return find_live_link(response.id, item.id) or _link(actor, response, item, _check_note(note))


def _check_note(note: str) -> str:
    cleaned = clean_text(note)
    check_length(cleaned, LONGEST_NOTE, "The note", "note")
    return cleaned


def _link(actor: Actor, response: ElementResponse, item: EvidenceItem, note: str) -> EvidenceLink:
    link = EvidenceLink(
        response_id=response.id, item_id=item.id, note=note, created_by_id=actor.user_id
    )
    session.add(link)
    _note_change(actor, response, item, field="evidence_attached", before="", after=note)
    details = {"element": response.element_code, "item": item.id}
    record(actor, response.assessment, AuditAction.EVIDENCE_ATTACHED, details, response)
    return link


def attach_items(
    *, actor: Actor, response: ElementResponse, items: Sequence[EvidenceItem], note: str
) -> None:
    """Tie several items to an element, all of them or none; raises as `attach_evidence` does."""
    begin_writing_response(actor, response)
    lock_items({item.id for item in items})
    for item in items:
        attach_evidence(actor=actor, response=response, item=item, note=note)


def attach_file(
    *,
    actor: Actor,
    response: ElementResponse,
    file: CheckedFile,
    details: ItemDetails,
    note: str,
) -> EvidenceLink:
    """Put a file that intake has let in into the library, and tie it to an element.

    Where the library holds these very bytes already, that item is tied. Raises as
    `attach_evidence` and `add_file_evidence` do.
    """
    begin_writing_response(actor, response)
    organisation_id = response.assessment.organisation_id
    try:
        item = add_file_evidence(
            actor=actor, organisation_id=organisation_id, blob=file, **details.as_fields()
        )
    except AlreadyThere as error:
        item = error.item
    return attach_evidence(actor=actor, response=response, item=item, note=note)


def attach_address(
    *, actor: Actor, response: ElementResponse, url: str, details: ItemDetails, note: str
) -> EvidenceLink:
    """Put a web address into the library, or find it there, and tie it to an element.

    Raises as `attach_evidence` and `add_link_evidence` do.
    """
    begin_writing_response(actor, response)
    organisation_id = response.assessment.organisation_id
    try:
        item = add_link_evidence(
            actor=actor, organisation_id=organisation_id, url=url, **details.as_fields()
        )
    except AlreadyThere as error:
        item = error.item
    return attach_evidence(actor=actor, response=response, item=item, note=note)


def detach_evidence(*, actor: Actor, link: EvidenceLink) -> None:
    """Untie an item from an element; item, link and note stay on record.

    Raises `NotAllowed` without the right.
    """
    response = _begin_with(actor, link)
    if link.removed_at is not None:
        return
    link.removed_at = now()
    link.removed_by_id = actor.user_id
    _note_change(actor, response, link.item, field="evidence_detached", before=link.note, after="")
    details = {"element": response.element_code, "item": link.item_id}
    record(actor, response.assessment, AuditAction.EVIDENCE_DETACHED, details, response)


def edit_link_note(*, actor: Actor, link: EvidenceLink, version_id: int, note: str) -> None:
    """Say anew what an item proves of an element; `version_id` of the link was on the screen.

    Raises `NotAllowed`, `DomainError` for a note that is too long, and `Conflict`.
    """
    response = _begin_with(actor, link)
    if link.removed_at is not None:
        raise Conflict("Somebody else detached this evidence while you had it open.")
    cleaned, before = _check_note(note), link.note
    if cleaned == before:
        return
    if link.version_id != version_id:
        raise Conflict("Somebody else changed this note while you had it open.")
    link.note = cleaned
    _note_change(actor, response, link.item, field="evidence_note", before=before, after=cleaned)
    details = {"element": response.element_code, "item": link.item_id}
    record(actor, response.assessment, AuditAction.EVIDENCE_NOTE_CHANGED, details, response)


def _begin_with(actor: Actor, link: EvidenceLink) -> ElementResponse:
    begin_writing_response(actor, link.response)
    session.refresh(link, with_for_update={"of": EvidenceLink})
    return link.response


def _note_change(
    actor: Actor,
    response: ElementResponse,
    item: EvidenceItem,
    *,
    field: str,
    before: str,
    after: str,
) -> None:
    session.add(
        ResponseChange(
            response_id=response.id,
            actor_id=actor.user_id,
            actor_name=actor.name,
            field=field,
            item_id=item.id,
            before=before,
            after=after,
        )
    )
    session.flush()
