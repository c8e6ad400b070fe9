"""How queries are told: where they stand, the clock, and why one cannot be answered any more."""

from datetime import date

from cse_assess.clock import LONDON
from cse_assess.review.assessor_queries.models import AssessorQuery, QueryState
from cse_assess.web.templating import format_day, plural

STATE_TITLES = {
    QueryState.ASKED: "Waits for an answer",
    QueryState.ANSWERED: "Answered",
    QueryState.ACCEPTED: "Accepted",
    QueryState.REFUSED: "Not accepted",
    QueryState.WITHDRAWN: "Withdrawn",
}
STATE_TONES = {
    QueryState.ASKED: "middling",
    QueryState.ANSWERED: "info",
    QueryState.ACCEPTED: "good",
    QueryState.REFUSED: "bad",
    QueryState.WITHDRAWN: "none",
}


def count_days_late(query: AssessorQuery, on: date) -> int:
    """Return by how many days the answer came late, or is late on the day `on`; 0 if it is not."""
    last = on if query.answered_at is None else query.answered_at.astimezone(LONDON).date()
    return max((last - query.answer_by).days, 0)


def tell_clock(query: AssessorQuery, on: date) -> str:
    """Say how the answer stands against its day, on the day `on`; nothing of a withdrawn query."""
    if query.state == QueryState.WITHDRAWN:
        return ""
    late = plural(count_days_late(query, on), "day", "days")
    is_late = count_days_late(query, on) > 0
    if query.answered_at is not None:
        return f"Answered {late} late" if is_late else "Answered in time"
    return f"Overdue by {late}" if is_late else _tell_days_left(query, on)


def _tell_days_left(query: AssessorQuery, on: date) -> str:
    left = (query.answer_by - on).days
    return f"{plural(left, 'day', 'days')} left" if left else "To be answered today"


def explain_closed(query: AssessorQuery) -> str:
    """Say why nobody can answer the query now; empty where somebody can."""
    if query.state == QueryState.WITHDRAWN:
        return f"The assessor withdrew this query: {query.decided_reason}"
    if query.state != QueryState.ASKED:
        return f"This query was answered on {_tell_answered(query)}. An answer cannot be changed."
    return _explain_review(query)


def _explain_review(query: AssessorQuery) -> str:
    if query.review.is_signed:
        return "The review is signed, so nothing can be added to it any more."
    if query.review.submission.is_withdrawn:
        return (
            "The submission that this query is about was withdrawn. Nothing can be added to it; "
            "the assessor can go on with the one that follows it."
        )
    return ""


def _tell_answered(query: AssessorQuery) -> str:
    who = query.answered_by.name if query.answered_by else "the command line"
    return f"{format_day(query.answered_at)} by {who}"
