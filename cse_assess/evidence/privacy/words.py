"""What the kinds of private details are called on pages."""

from cse_assess.evidence.privacy.models import Decision
from cse_assess.reading.privacy import PrivacyKind

DETAIL_TITLES = {
    PrivacyKind.EMAIL_ADDRESS: "E-mail address",
    PrivacyKind.TELEPHONE_NUMBER: "Telephone number",
    PrivacyKind.POSTCODE: "Postcode",
    PrivacyKind.NATIONAL_INSURANCE_NUMBER: "National Insurance number",
    PrivacyKind.NHS_NUMBER: "NHS number",
    PrivacyKind.AUTHOR: "Author in the properties",
    PrivacyKind.TRACKED_CHANGE: "Tracked change",
    PrivacyKind.COMMENT: "Comment",
    PrivacyKind.COVERED: "Covered text",
    PrivacyKind.HIDDEN: "Hidden text",
}

DECIDED_TITLES = {
    Decision.STAY: "They may stay as they are.",
    Decision.RESTRICT: "The evidence was made confidential.",
    Decision.REDACT: "A redacted copy took the place of the file.",
}
