"""What the library's vocabularies are called on pages and in reports."""

from cse_assess.audit.vocabulary import AuditAction
from cse_assess.evidence.models import EvidenceKind
from cse_assess.evidence.queries import Freshness, Order

KIND_TITLES = {
    EvidenceKind.POLICY: "Policy or strategy",
    EvidenceKind.PROCEDURE: "Procedure or guidance",
    EvidenceKind.PLAN: "Plan",
    EvidenceKind.SURVEY: "Survey or research",
    EvidenceKind.PERFORMANCE: "Performance figures",
    EvidenceKind.MINUTES: "Minutes or notes of a meeting",
    EvidenceKind.FEEDBACK: "Customer feedback",
    EvidenceKind.TRAINING: "Training record or material",
    EvidenceKind.PUBLICATION: "Leaflet or publication",
    EvidenceKind.CASE_STUDY: "Case study",
    EvidenceKind.PHOTOGRAPH: "Photograph",
    EvidenceKind.WEB_PAGE: "Web page",
    EvidenceKind.OTHER: "Something else",
}

FRESHNESS_TITLES = {
    Freshness.UNDATED: "Without a date",
    Freshness.EXPIRED: "No longer valid",
    Freshness.EXPIRES_SOON: "Expires within 90 days",
}

ORDER_TITLES = {
    Order.BEST: "Best match, or newest",
    Order.NEWEST: "Newest in the library first",
    Order.TITLE: "Title, A to Z",
    Order.EVIDENCE_DATE: "Date of the evidence, latest first",
    Order.VALID_UNTIL: "Valid until, soonest first",
}

DEED_TITLES = {
    AuditAction.EVIDENCE_ADDED: "Added to the library",
    AuditAction.EVIDENCE_EDITED: "Details changed",
    AuditAction.EVIDENCE_QUARANTINED: "Kept in quarantine",
    AuditAction.EVIDENCE_REPLACED: "Content replaced",
    AuditAction.EVIDENCE_WITHDRAWN: "Withdrawn",
    AuditAction.EVIDENCE_RESTORED: "Restored",
    AuditAction.EVIDENCE_PRIVACY_CONFIRMED: "Private details confirmed to stay",
    AuditAction.EVIDENCE_RESTRICTED: "Kept confidential because of private details",
    AuditAction.EVIDENCE_REDACTION_REQUESTED: "Redacted copy asked for",
    AuditAction.EVIDENCE_SEALED: "Earlier files sealed",
}

FIELD_TITLES = {
    "title": "Title",
    "description": "Description",
    "kind": "Kind",
    "evidence_on": "Date of the evidence",
    "valid_until": "Valid until",
    "owner_id": "Owner",
    "is_confidential": "Confidential",
    "look_at": "What to look at",
    "needs_access": "Needs access",
}
