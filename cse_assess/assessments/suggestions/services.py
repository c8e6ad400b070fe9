"""What a person decides about a suggestion, other than to follow it."""

from sqlalchemy.exc import IntegrityError

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.services.guards import begin_writing, require_open_item
from cse_assess.assessments.suggestions.models import SuggestionRefusal
from cse_assess.assessments.suggestions.queries import find_refusal
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.recording import record_deed


def refuse_suggestion(
    *, actor: Actor, assessment: Assessment, item: EvidenceItem, code: str
) -> None:
    """Say that the item does not prove the element, so that it is suggested for it no more.

    It holds for every self-assessment of the organisation against the same standard. Saying it
    twice changes nothing. Raises `NotAllowed` for who may not write in the self-assessment now,
    and `NotFound` for an item that the person may not open.
    """
    _begin(actor, assessment, item)
    refusal = SuggestionRefusal(
        item_id=item.id,
        standard_id=assessment.standard_id,
        element_code=code,
        refused_by_id=actor.user_id,
    )
    try:
        with session.begin_nested():
            session.add(refusal)
    except IntegrityError:
        return
    _record(actor, assessment, item, AuditAction.SUGGESTION_REFUSED, code)


def restore_suggestion(
    *, actor: Actor, assessment: Assessment, item: EvidenceItem, code: str
) -> None:
    """Let the item be suggested for the element again; raises as `refuse_suggestion` does."""
    _begin(actor, assessment, item)
    refusal = find_refusal(item.id, assessment.standard_id, code)
    if refusal is None:
        return
    session.delete(refusal)
    session.flush()
    _record(actor, assessment, item, AuditAction.SUGGESTION_RESTORED, code)


def _begin(actor: Actor, assessment: Assessment, item: EvidenceItem) -> None:
    begin_writing(actor, assessment)
    require_open_item(actor, assessment, item)


def _record(
    actor: Actor, assessment: Assessment, item: EvidenceItem, action: AuditAction, code: str
) -> None:
    record_deed(actor, item, action, {"standard": assessment.standard_id, "element": code})
