"""Who is told of what happens to an action, in which words."""

from collections.abc import Sequence
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.assessments.actions.models import ActionEvent, ImprovementAction
from cse_assess.assessments.actions.steps import ActionStep
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.web.templating import format_day, plural

TITLE_LENGTH = 120

_WORDS = {
    ActionStep.NOTE: "{who} wrote a note on your action {what}.",
    ActionStep.PLAN: "{who} put your action {what} back to planned.",
    ActionStep.START: "{who} started your action {what}.",
    ActionStep.FINISH: "{who} marked your action {what} as done.",
    ActionStep.DROP: "{who} dropped your action {what}.",
    ActionStep.REOPEN: "{who} opened your action {what} again.",
}


def tell_owner(actor: Actor, action: ImprovementAction) -> None:
    """Tell the owner that an action is theirs now; nobody is told of their own deeds."""
    due = f" It is due on {format_day(action.due_on)}." if action.due_on else ""
    text = f"{actor.name} gave you the action {describe(action)}.{due}"
    key = f"action:{action.id}:owner:{action.version_id}"
    _tell_owner(actor, action, NoticeKind.ACTION_GIVEN, text, key)


def tell_of_step(actor: Actor, action: ImprovementAction, event: ActionEvent) -> None:
    """Tell the owner what somebody else did with their action."""
    text = _WORDS[ActionStep(event.step)].format(who=actor.name, what=describe(action))
    key = f"action:{action.id}:{event.id}"
    _tell_owner(actor, action, NoticeKind.ACTION_CHANGED, text, key)


def _tell_owner(
    actor: Actor, action: ImprovementAction, kind: NoticeKind, text: str, key: str
) -> None:
    if action.owner_id is not None and action.owner_id != actor.user_id:
        _send(action, action.owner_id, kind, text, key)


def tell_due(action: ImprovementAction, owner: User, on: date, window: int) -> bool:
    """Remind the owner that an action falls due within `window` days; return whether it was new."""
    due_on = _require_day(action)
    days = (due_on - on).days
    left = f"in {plural(days, 'day', 'days')}" if days else "today"
    text = f"Your action {describe(action)} is due {left}."
    key = f"action:{action.id}:due:{due_on.isoformat()}:{window}"
    return _send(action, owner.id, NoticeKind.ACTION_DUE, text, key)


def tell_overdue(action: ImprovementAction, readers: Sequence[User], on: date) -> int:
    """Remind `readers` of an overdue action, once a week; return how many were told anew."""
    due_on = _require_day(action)
    week = ((on - due_on).days - 1) // 7
    key = f"action:{action.id}:overdue:{due_on.isoformat()}:{week}"
    owner = "" if action.owner_id else " Nobody owns it: give it to somebody, or drop it."
    text = f"Overdue since {format_day(due_on)}: {describe(action)}.{owner}"
    return sum(_send(action, reader.id, NoticeKind.ACTION_OVERDUE, text, key) for reader in readers)


def _require_day(action: ImprovementAction) -> date:
    if action.due_on is None:
        raise ValueError("an action without a day never falls due")
    return action.due_on


def describe(action: ImprovementAction) -> str:
    """Name an action in a sentence: what is to be done, and where."""
    assessment, title = action.assessment, action.title
    short = title if len(title) <= TITLE_LENGTH else f"{title[:TITLE_LENGTH]}…"
    return f"“{short}” ({assessment.service.name}, {assessment.cycle})"


def _send(action: ImprovementAction, user_id: int, kind: NoticeKind, text: str, key: str) -> bool:
    return send_notice(
        user_id=user_id,
        organisation_id=action.assessment.organisation_id,
        kind=kind,
        text=text,
        url=f"/actions/{action.id}",
        key=key,
    )
