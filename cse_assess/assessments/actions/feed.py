"""Days of actions in a person's own calendar."""

from collections.abc import Iterator
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.queries import list_dated_of_person
from cse_assess.assessments.policy import can_view_assessment
from cse_assess.notices.feed import FeedEntry


def list_feed_entries(actor: Actor, on: date) -> Iterator[FeedEntry]:
    """Yield the open actions with a day that a person owns; for a lead those of nobody, too.

    An overdue one stays on its day. Somebody without an organisation has none.
    """
    if not actor.is_member:
        return
    unowned_in = actor.organisation_id if actor.is_lead else None
    for action in list_dated_of_person(actor.user_id, unowned_in):
        if can_view_assessment(actor, action.assessment):
            yield _make_entry(action, on)


def _make_entry(action: ImprovementAction, on: date) -> FeedEntry:
    assessment = action.assessment
    state = "Overdue" if action.is_overdue(on) else "Due"
    nobody = "" if action.owner_id else " Nobody owns it yet."
    return FeedEntry(
        uid=f"action-{action.id}",
        on=action.due_on or on,
        summary=f"{state}: {action.title}",
        description=f"An improvement of {assessment.service.name}, {assessment.cycle}.{nobody}",
        url=f"/actions/{action.id}",
    )
