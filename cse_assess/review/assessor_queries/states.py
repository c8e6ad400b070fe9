"""The life of a query: which step leads from which state to which; a pure table."""

from enum import StrEnum

from cse_assess.review.assessor_queries.models import QueryState


class QueryStep(StrEnum):
    """What somebody does with a query that was asked."""

    ANSWER = "answer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


TRANSITIONS = {
    (QueryState.ASKED, QueryStep.ANSWER): QueryState.ANSWERED,
    (QueryState.ASKED, QueryStep.WITHDRAW): QueryState.WITHDRAWN,
    (QueryState.ANSWERED, QueryStep.ACCEPT): QueryState.ACCEPTED,
    (QueryState.ANSWERED, QueryStep.REFUSE): QueryState.REFUSED,
}
ENDS = frozenset({QueryState.ACCEPTED, QueryState.REFUSED, QueryState.WITHDRAWN})


def find_next_state(state: str, step: QueryStep) -> QueryState | None:
    """Return where the step leads, or None where it cannot be taken from there."""
    return TRANSITIONS.get((QueryState(state), step))
