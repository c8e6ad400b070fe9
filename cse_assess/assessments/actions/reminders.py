"""The daily round that reminds of actions that fall due or are overdue."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from cse_assess.accounts.models import Role, User
from cse_assess.accounts.queries import list_members
from cse_assess.assessments.actions.letters import tell_due, tell_overdue
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.queries import list_due_by
from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext

ROUND = "remind_of_actions"
DAYS_BEFORE = (1, 7)


def remind_of_actions(_context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Remind the owners, and of overdue actions without one the leads, as of the round's day."""
    on = date.fromisoformat(arguments["on"])
    with unit_of_work():
        actions = list_due_by(on + timedelta(days=max(DAYS_BEFORE)))
        by_organisation: dict[int, list[ImprovementAction]] = defaultdict(list)
        for action in actions:
            by_organisation[action.assessment.organisation_id].append(action)
        told = sum(_remind(*group, on) for group in by_organisation.items())
    return {"told": told}


def _remind(organisation_id: int, actions: Sequence[ImprovementAction], on: date) -> int:
    people = {
        person.id: person
        for person in list_members(organisation_id)
        if person.deactivated_at is None
    }
    leads = [person for person in people.values() if _is_lead(person)]
    return sum(_tell(action, people.get(action.owner_id or 0), leads, on) for action in actions)


def _tell(action: ImprovementAction, owner: User | None, leads: Sequence[User], on: date) -> int:
    """Tell whom it concerns; what an owner left behind when they went is for the leads to give."""
    if action.is_overdue(on):
        return tell_overdue(action, [owner] if owner else leads, on)
    window = _find_window(action, on)
    return int(owner is not None and window is not None and tell_due(action, owner, on, window))


def _find_window(action: ImprovementAction, on: date) -> int | None:
    """Return the shortest of the times before its day that `on` lies within, in days, or None."""
    if action.due_on is None:
        return None
    left = (action.due_on - on).days
    return next((days for days in DAYS_BEFORE if left <= days), None)


def _is_lead(person: User) -> bool:
    return any(held.role == Role.LEAD for held in person.role_assignments)
