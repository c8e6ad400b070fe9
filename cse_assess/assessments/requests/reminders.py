"""The daily round that reminds of overdue requests."""

from datetime import date
from typing import Any

from cse_assess.assessments.requests import queries
from cse_assess.assessments.requests.letters import tell_overdue
from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext

ROUND = "remind_of_requests"


def remind_of_requests(_context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Remind those who are asked, and those who asked, of what is overdue on the round's day."""
    on = date.fromisoformat(arguments["on"])
    with unit_of_work():
        told = sum(tell_overdue(request, on) for request in queries.list_overdue(on))
    return {"told": told}
