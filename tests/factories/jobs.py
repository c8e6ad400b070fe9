"""Makes jobs and rounds, and reads jobs again."""

from datetime import timedelta

from cse_assess.clock import today
from cse_assess.db import read_only, session
from cse_assess.jobs.models import Job
from cse_assess.jobs.queries import get_job
from cse_assess.jobs.services import enqueue_job
from cse_assess.jobs.worker import run_pending_jobs


def make_job(kind="test", *, arguments=None, organisation_id=1, **changes) -> Job:
    """Put a job in the queue, and then set what `changes` says."""
    job = enqueue_job(
        kind=kind,
        arguments=arguments or {},
        organisation_id=organisation_id,
        created_by_id=None,
    )
    for name, value in changes.items():
        setattr(job, name, value)
    session.commit()
    return job


def run_round(app, kind, days_from_now=0) -> None:
    """Run the daily round of this kind for a day, with whatever else is due."""
    on = today() + timedelta(days=days_from_now)
    session.add(Job(kind=kind, arguments={"on": on.isoformat()}))
    session.commit()
    run_pending_jobs(app)
    session.expire_all()


def read_job(job_id=1) -> Job:
    """Read a job as it stands in the database now."""
    with read_only():
        job = get_job(job_id)
        session.expunge(job)
    return job
