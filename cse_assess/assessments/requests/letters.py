"""Who is told of which step of a request, in which words."""

from collections.abc import Callable
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.requests.models import EvidenceRequest, EvidenceRequestEvent
from cse_assess.assessments.requests.states import STEPS_OF_THE_ASKED, RequestStep
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.web.templating import format_day

KINDS = {
    RequestStep.ASK: NoticeKind.REQUEST_MADE,
    RequestStep.SEND: NoticeKind.REQUEST_ANSWERED,
    RequestStep.DECLINE: NoticeKind.REQUEST_ANSWERED,
    RequestStep.RETURN: NoticeKind.REQUEST_RETURNED,
    RequestStep.ACCEPT: NoticeKind.REQUEST_CLOSED,
    RequestStep.CANCEL: NoticeKind.REQUEST_CLOSED,
}

WORDS: dict[RequestStep, Callable[[str, str, str], str]] = {
    RequestStep.ASK: lambda who, what, due: f"{who} asks you for {what} by {due}.",
    RequestStep.SEND: lambda who, what, _due: f"{who} has sent you {what}. Accept or return it.",
    RequestStep.DECLINE: lambda who, what, _due: f"{who} cannot provide {what}.",
    RequestStep.RETURN: lambda who, what, due: f"{who} still needs {what} from you by {due}.",
    RequestStep.ACCEPT: lambda who, what, _due: f"{who} has accepted your {what}.",
    RequestStep.CANCEL: lambda who, what, _due: f"{who} does not need {what} from you any more.",
}


def tell_of_step(actor: Actor, request: EvidenceRequest, event: EvidenceRequestEvent) -> None:
    """Tell the other side of a request what was done; nobody is told of their own deeds."""
    step = RequestStep(event.step)
    reader = request.asked_by_id if step in STEPS_OF_THE_ASKED else request.asked_id
    if reader is None or reader == actor.user_id:
        return
    text = WORDS[step](actor.name, describe(request), format_day(request.due_on))
    _send(request, reader, KINDS[step], text, key=f"request:{request.id}:{event.id}")


def tell_overdue(request: EvidenceRequest, on: date) -> int:
    """Remind both sides of an overdue request, once a week; return how many were told anew."""
    days = (on - request.due_on).days
    key = f"request:{request.id}:overdue:{request.due_on.isoformat()}:{(days - 1) // 7}"
    due = format_day(request.due_on)
    to_asked = f"Overdue: you were asked for {describe(request)} by {due}."
    to_asker = f"Overdue: {request.asked.name} was asked for {describe(request)} by {due}."
    readers = [(request.asked_id, to_asked)]
    if request.asked_by_id is not None:
        readers.append((request.asked_by_id, to_asker))
    return sum(
        _send(request, reader, NoticeKind.REQUEST_OVERDUE, text, key) for reader, text in readers
    )


def describe(request: EvidenceRequest) -> str:
    """Name a request in a sentence: what it is for, and where."""
    assessment = request.response.assessment
    return (
        f"evidence for {request.response.element_code} "
        f"({assessment.service.name}, {assessment.cycle})"
    )


def _send(request: EvidenceRequest, user_id: int, kind: NoticeKind, text: str, key: str) -> bool:
    return send_notice(
        user_id=user_id,
        organisation_id=request.response.assessment.organisation_id,
        kind=kind,
        text=text,
        url=f"/requests/{request.id}",
        key=key,
    )
