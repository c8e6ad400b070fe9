"""What changes certificates and the reviews that fall due; each service flushes."""

from cse_assess.review.certificates.services.certificates import (
    LONGEST_REFERENCE,
    CertificateValues,
    edit_certificate,
    end_certificate,
    enter_certificate,
)
from cse_assess.review.certificates.services.cycles import begin_next_cycle, use_cycle
from cse_assess.review.certificates.services.due_reviews import (
    add_due_review,
    edit_due_review,
    remove_due_review,
    say_how_held,
)

__all__ = [
    "LONGEST_REFERENCE",
    "CertificateValues",
    "add_due_review",
    "begin_next_cycle",
    "edit_certificate",
    "edit_due_review",
    "end_certificate",
    "enter_certificate",
    "remove_due_review",
    "say_how_held",
    "use_cycle",
]
