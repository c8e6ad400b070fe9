"""What the audit chain can say was done: `object.what_happened`, one name for each deed."""

from enum import StrEnum


class AuditAction(StrEnum):
    """A deed, kept in order of its name."""

    ASSESSMENT_CREATED = "assessment.created"
    ASSESSMENT_EDITED = "assessment.edited"
    ASSESSMENT_IMPORTED = "assessment.imported"
    ASSESSMENT_LOCKED = "assessment.locked"
    ASSESSMENT_UNLOCKED = "assessment.unlocked"
    ASSESSOR_ENDED = "assessor.ended"
    ASSESSOR_GRANTED = "assessor.granted"
    EVIDENCE_ADDED = "evidence.added"
    EVIDENCE_ATTACHED = "evidence.attached"
    EVIDENCE_DETACHED = "evidence.detached"
    EVIDENCE_EDITED = "evidence.edited"
    EVIDENCE_NOTE_CHANGED = "evidence.note_changed"
    EVIDENCE_REPLACED = "evidence.replaced"
    EVIDENCE_RESTORED = "evidence.restored"
    EVIDENCE_WITHDRAWN = "evidence.withdrawn"
    ORGANISATION_CREATED = "organisation.created"
    ORGANISATION_EDITED = "organisation.edited"
    REPORT_REQUESTED = "report.requested"
    RESPONSE_CHANGED = "response.changed"
    SERVICE_CREATED = "service.created"
    SERVICE_EDITED = "service.edited"
    STANDARD_WORDING_IMPORTED = "standard.wording_imported"
    USER_CREATED = "user.created"
    USER_DEACTIVATED = "user.deactivated"
    USER_EDITED = "user.edited"
    USER_INVITED = "user.invited"
    USER_LINK_MADE = "user.link_made"
    USER_PASSWORD_SET = "user.password_set"  # noqa: S105 -- a deed, not a password
    USER_REACTIVATED = "user.reactivated"
    USER_SIGNED_IN = "user.signed_in"
    USER_SIGNED_OUT = "user.signed_out"
