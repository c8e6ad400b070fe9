"""Tells those who look after an item that its file stays in quarantine, and keeps it on record."""

from cse_assess.accounts.models import Role, User
from cse_assess.accounts.queries import list_members
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.scanning.queries import list_items_holding
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice

PROGRAM = "CSE Assess"


def tell_of_quarantine(*, sha256: str, reason: str) -> None:
    """Tell the leads, the owner and the adder of each item that has this content why, once."""
    items = list_items_holding(sha256)
    for item in items:
        for person in list_members(item.organisation_id):
            if _is_concerned(person, item):
                _tell(person, item, sha256, reason)
    for item in items:
        _record(item, sha256)


def _is_concerned(person: User, item: EvidenceItem) -> bool:
    is_lead = any(each.role == Role.LEAD for each in person.role_assignments)
    return person.deactivated_at is None and (
        is_lead or person.id in {item.owner_id, item.created_by_id}
    )


def _tell(person: User, item: EvidenceItem, sha256: str, reason: str) -> None:
    send_notice(
        user_id=person.id,
        organisation_id=item.organisation_id,
        kind=NoticeKind.EVIDENCE_QUARANTINED,
        text=f"“{item.title}” is in quarantine, and nobody can open it. {reason}",
        url=f"/evidence/{item.id}",
        key=f"quarantine:{item.id}:{sha256}",
    )


def _record(item: EvidenceItem, sha256: str) -> None:
    record_event(
        actor_id=None,
        actor_name=PROGRAM,
        organisation_id=item.organisation_id,
        action=AuditAction.EVIDENCE_QUARANTINED,
        object_type="evidence_item",
        object_id=item.id,
        details={"sha256": sha256},
    )
