"""What the statuses, steps and fields of actions are called on pages."""

from cse_assess.assessments.actions.models import ActionStatus
from cse_assess.assessments.actions.steps import ActionStep

STATUS_TITLES = {
    ActionStatus.PLANNED: "Planned",
    ActionStatus.UNDER_WAY: "Under way",
    ActionStatus.DONE: "Done",
    ActionStatus.DROPPED: "Dropped",
}

STATUS_TONES = {
    ActionStatus.PLANNED: "info",
    ActionStatus.UNDER_WAY: "middling",
    ActionStatus.DONE: "good",
    ActionStatus.DROPPED: "none",
}

STEP_TITLES = {
    ActionStep.ADD: "Added the action",
    ActionStep.EDIT: "Changed the action",
    ActionStep.NOTE: "Wrote a note",
    ActionStep.PLAN: "Put it back to planned",
    ActionStep.START: "Started it",
    ActionStep.FINISH: "Marked it as done",
    ActionStep.DROP: "Dropped it",
    ActionStep.REOPEN: "Opened it again",
    ActionStep.ADD_EVIDENCE: "Added evidence that closes it",
    ActionStep.REMOVE_EVIDENCE: "Took evidence away",
}

FIELD_LABELS = {
    "title": "What is to be done",
    "notes": "Notes",
    "owner_id": "Owner",
    "due_on": "Due",
    "effort_days": "Effort",
    "effects": "What it moves",
}
