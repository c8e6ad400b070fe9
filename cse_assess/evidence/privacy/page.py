"""What the page about an item's private details shows."""

from dataclasses import dataclass

from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.privacy import queries
from cse_assess.evidence.privacy.models import (
    Decision,
    FoundDetail,
    PrivacyDecision,
    Redaction,
)
from cse_assess.evidence.privacy.study import PRIVACY_STEP
from cse_assess.evidence.privacy.words import DECIDED_TITLES
from cse_assess.evidence.queries import get_current_revision
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.queries import find_step
from cse_assess.reading.redaction.copying import can_redact, explain_refusal


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """The details in an item's current content, and what has been decided about them.

    `problem` says why there are none where the file was not looked into.
    """

    item: EvidenceItem
    revision: EvidenceRevision
    details: list[FoundDetail]
    undecided: int
    decision: PrivacyDecision | None
    redaction: Redaction | None
    problem: str
    is_waiting: bool

    @property
    def is_being_redacted(self) -> bool:
        """Tell whether a redacted copy is on its way."""
        return self.redaction is not None and self.redaction.is_being_made

    @property
    def redaction_refusal(self) -> str:
        """Return why the last redacted copy could not be made; empty otherwise."""
        return self.redaction.message if self.redaction else ""

    @property
    def can_redact(self) -> bool:
        """Tell whether copies of files of this type can be made."""
        return can_redact(suffix_of(self.revision.file_name))

    @property
    def why_not_redacted(self) -> str:
        """Return why no copies of files of this type are made."""
        return explain_refusal(suffix_of(self.revision.file_name))

    @property
    def decided(self) -> str:
        """Return what was decided, in words; empty where nothing was."""
        return DECIDED_TITLES[Decision(self.decision.decision)] if self.decision else ""


def open_privacy_page(item: EvidenceItem) -> PrivacyPage:
    """Return what is known of the private details in the item's current content."""
    revision = get_current_revision(item)
    sha256 = revision.sha256
    step = find_step(sha256, PRIVACY_STEP) if sha256 else None
    is_waiting = bool(sha256) and (step is None or step.state == StepState.WAITING)
    return PrivacyPage(
        item=item,
        revision=revision,
        details=queries.list_details(sha256) if sha256 else [],
        undecided=queries.count_undecided([item.id]).get(item.id, 0),
        decision=queries.find_decision(item.id, sha256) if sha256 else None,
        redaction=queries.find_redaction(item.id, sha256) if sha256 else None,
        problem=step.message if step and step.state != StepState.DONE else "",
        is_waiting=is_waiting,
    )
