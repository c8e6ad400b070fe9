"""Everything that changes a self-assessment; each service flushes, and its caller commits."""

from cse_assess.assessments.services.life import (
    create_assessment,
    edit_assessment,
    lock_assessment,
    unlock_assessment,
)
from cse_assess.assessments.services.links import (
    attach_address,
    attach_evidence,
    attach_file,
    detach_evidence,
    edit_link_note,
)
from cse_assess.assessments.services.responses import (
    ResponseConflict,
    ResponseValues,
    save_response,
)

__all__ = [
    "ResponseConflict",
    "ResponseValues",
    "attach_address",
    "attach_evidence",
    "attach_file",
    "create_assessment",
    "detach_evidence",
    "edit_assessment",
    "edit_link_note",
    "lock_assessment",
    "save_response",
    "unlock_assessment",
]
