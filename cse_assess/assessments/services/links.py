"""Evidence tied to elements: attached with what it proves, and detached."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Unpack

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import ElementResponse, EvidenceLink, ResponseChange
from cse_assess.assessments.proof import ProofFields, StatedProof, compare_proof
from cse_assess.assessments.queries import find_live_link, lock_items
from cse_assess.assessments.services.adding import add_or_take
from cse_assess.assessments.services.guards import (
    begin_writing_response,
    record,
    require_usable_item,
)
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.services import add_file_evidence, add_link_evidence


def attach_evidence(
    *,
    actor: Actor,
    response: ElementResponse,
    item: EvidenceItem,
    **proof: Unpack[ProofFields],
) -> EvidenceLink:
    """Tie an item of the library to an element; `proof` says what it proves.

    An item that is tied already keeps its link and what was said. Raises `NotAllowed` without the
    right, `NotFound` for an item that the person may not open, and `DomainError` for one that is
    withdrawn, a note that is too long, or a kind of proof that there is not.
    """
    begin_writing_response(actor, response)
    require_usable_item(actor, response.assessment, item, to_be="attached")
    stated = StatedProof.checked(**proof)
    return find_live_link(response.id, item.id) or _link(actor, response, item, stated)


def _link(
    actor: Actor, response: ElementResponse, item: EvidenceItem, stated: StatedProof
) -> EvidenceLink:
    link = EvidenceLink(response_id=response.id, item_id=item.id, created_by_id=actor.user_id)
    stated.write_to(link)
    session.add(link)
    session.flush()
    changes = compare_proof(StatedProof(stated.note), stated)
    note_changes(actor, response, item, {"evidence_attached": ("", stated.note), **changes})
    details = {"element": response.element_code, "item": item.id}
    record(actor, response.assessment, AuditAction.EVIDENCE_ATTACHED, details, response)
    return link


def attach_items(
    *,
    actor: Actor,
    response: ElementResponse,
    items: Sequence[EvidenceItem],
    **proof: Unpack[ProofFields],
) -> None:
    """Tie several items to an element, all of them or none; raises as `attach_evidence` does."""
    begin_writing_response(actor, response)
    lock_items({item.id for item in items})
    for item in items:
        attach_evidence(actor=actor, response=response, item=item, **proof)


def attach_file(
    *,
    actor: Actor,
    response: ElementResponse,
    file: CheckedFile,
    details: ItemDetails,
    **proof: Unpack[ProofFields],
) -> EvidenceLink:
    """Put a file that intake has let in into the library, and tie it to an element.

    Where the library holds these very bytes in an item that the person may open, that item is
    tied. Raises as `attach_evidence` and `add_file_evidence` do.
    """
    begin_writing_response(actor, response)
    organisation_id = response.assessment.organisation_id
    fields = details.as_fields()
    add = partial(
        add_file_evidence, actor=actor, organisation_id=organisation_id, blob=file, **fields
    )
    item = add_or_take(actor, add)
    return attach_evidence(actor=actor, response=response, item=item, **proof)


def attach_address(
    *,
    actor: Actor,
    response: ElementResponse,
    url: str,
    details: ItemDetails,
    **proof: Unpack[ProofFields],
) -> EvidenceLink:
    """Put a web address into the library, or find it there, and tie it to an element.

    Raises as `attach_evidence` and `add_link_evidence` do.
    """
    begin_writing_response(actor, response)
    organisation_id = response.assessment.organisation_id
    fields = details.as_fields()
    add = partial(
        add_link_evidence, actor=actor, organisation_id=organisation_id, url=url, **fields
    )
    item = add_or_take(actor, add)
    return attach_evidence(actor=actor, response=response, item=item, **proof)


def detach_evidence(*, actor: Actor, link: EvidenceLink) -> None:
    """Untie an item from an element; item, link and note stay on record.

    Raises `NotAllowed` without the right.
    """
    response = _begin_with(actor, link)
    if link.removed_at is not None:
        return
    link.removed_at = now()
    link.removed_by_id = actor.user_id
    note_changes(actor, response, link.item, {"evidence_detached": (link.note, "")})
    details = {"element": response.element_code, "item": link.item_id}
    record(actor, response.assessment, AuditAction.EVIDENCE_DETACHED, details, response)


def edit_link_proof(
    *, actor: Actor, link: EvidenceLink, version_id: int, **proof: Unpack[ProofFields]
) -> None:
    """Say anew what an item proves of an element; `version_id` of the link was on the screen.

    Raises `NotAllowed`, `Conflict`, and `DomainError` as `attach_evidence` does.
    """
    response = begin_writing_link(actor, link)
    stated, before = StatedProof.checked(**proof), StatedProof.of(link)
    if stated == before:
        return
    if link.version_id != version_id:
        raise Conflict("Somebody else changed what this evidence proves while you had it open.")
    stated.write_to(link)
    session.flush()
    note_changes(actor, response, link.item, compare_proof(before, stated))
    details = {
        "element": response.element_code,
        "item": link.item_id,
        "points": link.guidance_points,
        "kinds": link.proof_kinds,
    }
    record(actor, response.assessment, AuditAction.EVIDENCE_PROOF_CHANGED, details, response)


def begin_writing_link(actor: Actor, link: EvidenceLink) -> ElementResponse:
    """Do as `begin_writing_response` does, and read the link as it is now.

    Raises `NotAllowed`, and `Conflict` for a link that is removed.
    """
    response = _begin_with(actor, link)
    if link.removed_at is not None:
        raise Conflict("Somebody else detached this evidence while you had it open.")
    return response


def _begin_with(actor: Actor, link: EvidenceLink) -> ElementResponse:
    begin_writing_response(actor, link.response)
    session.refresh(link, with_for_update={"of": EvidenceLink})
    return link.response


def note_changes(
    actor: Actor,
    response: ElementResponse,
    item: EvidenceItem,
    changes: Mapping[str, tuple[str, str]],
) -> None:
    """Put what changed of an item's use into the element's history: (before, after) by field."""
    at = now()
    session.add_all(
        ResponseChange(
            response_id=response.id,
            at=at,
            actor_id=actor.user_id,
            actor_name=actor.name,
            field=field,
            item_id=item.id,
            before=before,
            after=after,
        )
        for field, (before, after) in changes.items()
    )
    session.flush()
