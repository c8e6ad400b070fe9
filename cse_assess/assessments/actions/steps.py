"""What can happen to an action, and which step leads to which status; a pure table."""

from enum import StrEnum

from cse_assess.assessments.actions.models import OPEN_STATUSES, ActionStatus


class ActionStep(StrEnum):
    """What somebody does with an action."""

    ADD = "add"
    EDIT = "edit"
    NOTE = "note"
    PLAN = "plan"
    START = "start"
    FINISH = "finish"
    DROP = "drop"
    REOPEN = "reopen"
    ADD_EVIDENCE = "add_evidence"
    REMOVE_EVIDENCE = "remove_evidence"


_STEP_TO = {
    ActionStatus.PLANNED: ActionStep.PLAN,
    ActionStatus.UNDER_WAY: ActionStep.START,
    ActionStatus.DONE: ActionStep.FINISH,
    ActionStatus.DROPPED: ActionStep.DROP,
}


def find_step(before: ActionStatus, after: ActionStatus) -> ActionStep:
    """Return what it is called to move an action from one status to another one."""
    is_reopened = before not in OPEN_STATUSES and after in OPEN_STATUSES
    return ActionStep.REOPEN if is_reopened else _STEP_TO[after]
