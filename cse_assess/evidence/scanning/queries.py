"""Which files are kept in quarantine, and why."""

from collections.abc import Collection

from sqlalchemy import select

from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.study.models import StepState, StudyStep
from cse_assess.evidence.study.queries import load_steps

SCAN = "scan"
NOT_YET = "This file is being checked for viruses. It can be opened once it was found clean."
WAITING = (
    "The virus scanner cannot be reached, so this file is kept in quarantine. "
    "It is tried again every few minutes."
)
FOUND = "The virus scanner found"


def load_quarantine(hashes: Collection[str], *, is_scanning: bool) -> dict[str, str]:
    """Return why each content may not be handed out, by hash; those that may are left out.

    With `is_scanning`, only what was found clean may be. A content that a scanner once found bad
    stays in quarantine when scanning is switched off.
    """
    steps = load_steps(hashes, SCAN)
    reasons = {sha256: _explain(steps.get(sha256), is_scanning=is_scanning) for sha256 in hashes}
    return {sha256: reason for sha256, reason in reasons.items() if reason}


def find_quarantine(sha256: str, *, is_scanning: bool) -> str:
    """Return why one content may not be handed out; empty where it may."""
    return load_quarantine({sha256}, is_scanning=is_scanning).get(sha256, "")


def list_items_holding(sha256: str) -> list[EvidenceItem]:
    """Return the items of all organisations with a revision of this content, the oldest first."""
    holding = select(EvidenceRevision.item_id).where(EvidenceRevision.sha256 == sha256)
    return list(
        session.scalars(
            select(EvidenceItem).where(EvidenceItem.id.in_(holding)).order_by(EvidenceItem.id)
        )
    )


def _explain(step: StudyStep | None, *, is_scanning: bool) -> str:
    if step is not None and step.state == StepState.REFUSED:
        return step.message
    if not is_scanning or (step is not None and step.state == StepState.DONE):
        return ""
    return (step.message if step else "") or NOT_YET
