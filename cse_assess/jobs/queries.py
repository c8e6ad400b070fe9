"""Reads jobs."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.jobs.models import Job, JobState


def find_job(job_id: int) -> Job | None:
    """Return the job, or None when there is none of that id."""
    return session.get(Job, job_id)


def get_job(job_id: int) -> Job:
    """Return the job; raise `NotFound`."""
    job = find_job(job_id)
    if job is None:
        raise NotFound("There is no such piece of background work.")
    return job


def has_due_job(at: datetime) -> bool:
    """Tell whether a worker has something to do at the moment `at`."""
    return session.scalar(select(Job.id).where(is_due(at)).limit(1)) is not None


def is_due(at: datetime) -> ColumnElement[bool]:
    """Return the condition that a job waits for a worker, or that its worker's lease ran out."""
    return or_(
        and_(Job.state == JobState.QUEUED, Job.run_after <= at),
        and_(Job.state == JobState.RUNNING, Job.leased_until < at),
    )
