"""The daily round that reminds of answers that fall due or are overdue: leads, and the assessor."""

from datetime import date, timedelta
from typing import Any

from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext
from cse_assess.review.assessor_queries.letters import tell_due, tell_overdue, tell_unanswered
from cse_assess.review.assessor_queries.models import AssessorQuery
from cse_assess.review.assessor_queries.queries import list_unanswered_until

ROUND = "remind_of_queries"
DAYS_BEFORE = (1, 3)


def remind_of_queries(_context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Remind of each unanswered query, as of the round's day; return how many were told anew."""
    on = date.fromisoformat(arguments["on"])
    with unit_of_work():
        due = list_unanswered_until(on + timedelta(days=max(DAYS_BEFORE)))
        told = sum(_remind(query, on) for query in due)
    return {"told": told}


def _remind(query: AssessorQuery, on: date) -> int:
    left = (query.answer_by - on).days
    if left < 0:
        return tell_overdue(query, on) + tell_unanswered(query)
    window = next(days for days in DAYS_BEFORE if left <= days)
    return tell_due(query, on, window)
