"""Asks for background work."""

from datetime import datetime
from typing import Any

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.jobs import wake
from cse_assess.jobs.models import Job


def enqueue_job(
    *,
    kind: str,
    arguments: dict[str, Any],
    organisation_id: int | None,
    created_by_id: int | None,
    is_background: bool = False,
    not_before: datetime | None = None,
) -> Job:
    """Write a job in the caller's transaction; it can run once that commits, and only then.

    What is done in the background goes after all that somebody waits for. `not_before` is the
    moment from which it is due, at once without one.
    """
    job = Job(
        kind=kind,
        arguments=arguments,
        organisation_id=organisation_id,
        created_by_id=created_by_id,
        is_background=is_background,
        run_after=not_before or now(),
    )
    session.add(job)
    session.flush()
    wake.wake_after(session())
    return job
