"""The life of a request: which step leads from which state to which; a pure table."""

from enum import StrEnum


class RequestState(StrEnum):
    """Where a request stands; the last two are its end."""

    ASKED = "asked"
    RETURNED = "returned"
    SENT = "sent"
    DECLINED = "declined"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


class RequestStep(StrEnum):
    """What somebody does with a request."""

    ASK = "ask"
    SEND = "send"
    DECLINE = "decline"
    RETURN = "return"
    ACCEPT = "accept"
    CANCEL = "cancel"


WITH_THE_ASKED = frozenset({RequestState.ASKED, RequestState.RETURNED})
WITH_THE_ASKER = frozenset({RequestState.SENT, RequestState.DECLINED})
OPEN = WITH_THE_ASKED | WITH_THE_ASKER

STEPS_OF_THE_ASKED = frozenset({RequestStep.SEND, RequestStep.DECLINE})
STEPS_OF_THE_ASKER = frozenset({RequestStep.RETURN, RequestStep.ACCEPT, RequestStep.CANCEL})

TRANSITIONS = {
    (RequestState.ASKED, RequestStep.SEND): RequestState.SENT,
    (RequestState.ASKED, RequestStep.DECLINE): RequestState.DECLINED,
    (RequestState.ASKED, RequestStep.CANCEL): RequestState.CANCELLED,
    (RequestState.RETURNED, RequestStep.SEND): RequestState.SENT,
    (RequestState.RETURNED, RequestStep.DECLINE): RequestState.DECLINED,
    (RequestState.RETURNED, RequestStep.CANCEL): RequestState.CANCELLED,
    (RequestState.SENT, RequestStep.RETURN): RequestState.RETURNED,
    (RequestState.SENT, RequestStep.ACCEPT): RequestState.ACCEPTED,
    (RequestState.SENT, RequestStep.CANCEL): RequestState.CANCELLED,
    (RequestState.DECLINED, RequestStep.RETURN): RequestState.RETURNED,
    (RequestState.DECLINED, RequestStep.CANCEL): RequestState.CANCELLED,
}


def find_next_state(state: RequestState, step: RequestStep) -> RequestState | None:
    """Return where the step leads, or None where it cannot be taken from there."""
    return TRANSITIONS.get((state, step))
