"""What was done to a self-assessment as a whole, told from the audit chain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cse_assess.assessments.history import FieldChange
from cse_assess.assessments.models import Assessment
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction

TITLES = {
    AuditAction.ACCURACY_ROUND_BEGUN: "Draft of the assessor’s report received",
    AuditAction.ASSESSMENT_CARRIED: "Carried forward from the cycle before",
    AuditAction.ASSESSMENT_CREATED: "Started",
    AuditAction.ASSESSMENT_EDITED: "Settings changed",
    AuditAction.ASSESSMENT_IMPORTED: "Imported from a spreadsheet",
    AuditAction.ASSESSMENT_LOCKED: "Locked",
    AuditAction.ASSESSMENT_UNLOCKED: "Unlocked",
    AuditAction.CERTIFICATE_EDITED: "Certificate changed",
    AuditAction.CERTIFICATE_ENDED: "Certificate ended early",
    AuditAction.CERTIFICATE_ENTERED: "Certificate entered",
    AuditAction.DUE_REVIEW_ADDED: "Due review added",
    AuditAction.DUE_REVIEW_BEGUN: "Next cycle begun for a due review",
    AuditAction.DUE_REVIEW_EDITED: "Due review changed",
    AuditAction.DUE_REVIEW_HELD: "Said how a due review was held",
    AuditAction.DUE_REVIEW_REMOVED: "Due review removed",
    AuditAction.REVIEW_REOPENED: "Signed review reopened",
    AuditAction.REVIEW_SIGNED: "Assessor’s report signed",
    AuditAction.SNAPSHOT_TAKEN: "Snapshot taken",
    AuditAction.SUBMISSION_MADE: "Submitted to the assessor",
    AuditAction.SUBMISSION_WITHDRAWN: "Submission withdrawn",
}
NOTES = ("reason", "file", "source_cycle", "name")
LABELS = {
    "cycle": "Cycle",
    "visit_on": "Target visit date",
    "wording": "Wording",
    "reference": "Reference",
    "awarded_on": "Awarded on",
    "ends_on": "Ends on",
    "due_on": "Review due on",
    "note": "Note",
    "held_on": "Held on",
}


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One thing that was done: what, when, by whom, why, and what it changed."""

    title: str
    at: datetime
    by: str
    note: str
    changes: tuple[FieldChange, ...]


def list_life_events(assessment: Assessment) -> list[LifeEvent]:
    """Return what was done to the self-assessment as a whole, newest first, in one query."""
    events = list_events(object_type="assessment", object_id=assessment.id)
    return [_describe(event) for event in events if event.action in TITLES]


def _describe(event: AuditEvent) -> LifeEvent:
    return LifeEvent(
        title=TITLES[AuditAction(event.action)],
        at=event.at,
        by=event.actor_name,
        note=next((event.details[key] for key in NOTES if event.details.get(key)), ""),
        changes=tuple(_changes(event.details)),
    )


def _changes(details: dict[str, Any]) -> list[FieldChange]:
    before, after = details.get("from", {}), details.get("to", {})
    return [
        FieldChange(label, before[name] or "", after[name] or "")
        for name, label in LABELS.items()
        if before.get(name) != after.get(name)
    ]
