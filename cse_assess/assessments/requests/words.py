"""What the states and steps of requests are called on pages."""

from cse_assess.assessments.requests.states import RequestState, RequestStep

STATE_TITLES = {
    RequestState.ASKED: "Asked",
    RequestState.RETURNED: "Returned",
    RequestState.SENT: "Sent, to be accepted",
    RequestState.DECLINED: "Cannot be provided",
    RequestState.ACCEPTED: "Accepted",
    RequestState.CANCELLED: "Cancelled",
}

STATE_TONES = {
    RequestState.ASKED: "info",
    RequestState.RETURNED: "middling",
    RequestState.SENT: "best",
    RequestState.DECLINED: "bad",
    RequestState.ACCEPTED: "good",
    RequestState.CANCELLED: "none",
}

STEP_TITLES = {
    RequestStep.ASK: "Asked for evidence",
    RequestStep.SEND: "Sent the evidence",
    RequestStep.DECLINE: "Cannot provide it",
    RequestStep.RETURN: "Returned it",
    RequestStep.ACCEPT: "Accepted and attached it",
    RequestStep.CANCEL: "Cancelled the request",
}
