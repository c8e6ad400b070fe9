"""What keeps the job table from growing for ever."""

from datetime import timedelta
from typing import Any

from sqlalchemy import delete

from cse_assess.clock import now
from cse_assess.db import session, unit_of_work
from cse_assess.jobs.handlers import JobContext
from cse_assess.jobs.models import Job, JobState

KEPT_FOR = timedelta(days=30)


def clear_old_jobs(_context: JobContext, _arguments: dict[str, Any]) -> dict[str, Any]:
    """Delete the rows of background work that was done more than `KEPT_FOR` ago.

    What somebody asked for stays, because its page shows it; what failed stays to be looked into.
    """
    with unit_of_work():
        cleared = session.scalars(
            delete(Job)
            .where(
                Job.is_background,
                Job.state == JobState.SUCCEEDED,
                Job.finished_at < now() - KEPT_FOR,
            )
            .returning(Job.id)
        ).all()
    return {"cleared": len(cleared)}
