"""The daily round of scorings: who scores hears of the last day, and who asked of its end.

A second assessor's own scoring has no last day.
"""

from datetime import date, timedelta
from typing import Any

from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext
from cse_assess.review.second_opinion.letters import tell_due, tell_time_is_over
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.second_opinion.queries import list_in_hand_until

ROUND = "remind_of_scorings"
DAYS_BEFORE = (1, 3)


def remind_of_scorings(_context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Remind of each scoring in hand, as of the round's day; return how many were told anew."""
    on = date.fromisoformat(arguments["on"])
    with unit_of_work():
        found = list_in_hand_until(on + timedelta(days=max(DAYS_BEFORE)))
        told = sum(_remind(scoring, until, on) for scoring, until in found)
    return {"told": told}


def _remind(scoring: Scoring, until: date, on: date) -> int:
    left = (until - on).days
    if left < 0:
        return tell_time_is_over(scoring, until)
    return tell_due(scoring, until, on, next(days for days in DAYS_BEFORE if left <= days))
