"""Everything that changes a self-assessment; each service flushes, and its caller commits."""

from cse_assess.assessments.services.importing import (
    ImportFaults,
    apply_plan,
    begin_import,
    choose_columns,
    finish_import,
    load_library,
    plan_draft,
    plan_import,
    start_import,
)
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
    attach_items,
    detach_evidence,
    edit_link_proof,
)
from cse_assess.assessments.services.responses import ResponseConflict, save_response
from cse_assess.assessments.values import ResponseValues

__all__ = [
    "ImportFaults",
    "ResponseConflict",
    "ResponseValues",
    "apply_plan",
    "attach_address",
    "attach_evidence",
    "attach_file",
    "attach_items",
    "begin_import",
    "choose_columns",
    "create_assessment",
    "detach_evidence",
    "edit_assessment",
    "edit_link_proof",
    "finish_import",
    "load_library",
    "lock_assessment",
    "plan_draft",
    "plan_import",
    "save_response",
    "start_import",
    "unlock_assessment",
]
