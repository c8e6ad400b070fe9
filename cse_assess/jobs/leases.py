"""Who works on a job: claims it for a time, and lets only the last claimant write.

Each function is one short unit of work. A claim raises the job's `fence`; every later write names
the fence it was given and finds the job only while it runs under that fence, so a worker that was
taken for dead and comes back changes nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update

from cse_assess.clock import now
from cse_assess.db import read_only, session, unit_of_work
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.queries import has_due_job, is_due


@dataclass(frozen=True, slots=True)
class LeaseTerms:
    """How long a claim lasts and how often a job is tried; every time in seconds.

    `retry_seconds` is the wait before the second attempt, doubled before each later one.
    """

    lease_seconds: float = 60
    heartbeat_seconds: float = 15
    poll_seconds: float = 1
    retry_seconds: float = 10
    max_attempts: int = 3


@dataclass(frozen=True, slots=True)
class Claim:
    """A job that is this worker's, for as long as nobody has claimed it with a higher fence."""

    job_id: int
    kind: str
    arguments: dict[str, Any]
    attempt: int
    fence: int


class LeaseLost(Exception):
    """Another worker has the job now: this one stops, and what it found is dropped."""


def claim_job(terms: LeaseTerms) -> Claim | None:
    """Take the job that has waited longest, or return None when none is due.

    What is done in the background is taken only when nothing else is due.

    The attempt is counted here, so a job that kills its worker uses its attempts up as well.
    """
    with read_only():
        if not has_due_job(now()):
            return None
    with unit_of_work():
        _bury_exhausted(terms)
        job = _lock_next_job()
        return _lease(job, terms) if job else None


def _bury_exhausted(terms: LeaseTerms) -> None:
    """Give up the jobs that took each of their workers down."""
    session.execute(
        update(Job)
        .where(
            Job.state == JobState.RUNNING,
            Job.leased_until < now(),
            Job.attempts >= terms.max_attempts,
        )
        .values(
            state=JobState.DEAD,
            leased_until=None,
            finished_at=now(),
            failure=f"This was tried {terms.max_attempts} times, and each time the work stopped "
            "without an answer. It may need more memory or time than the server has.",
        )
    )


def _lock_next_job() -> Job | None:
    """Pass over rows that another worker is claiming; SQLite has one writer at a time anyway."""
    return session.scalars(
        select(Job)
        .where(is_due(now()))
        .order_by(Job.is_background, Job.run_after, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def _lease(job: Job, terms: LeaseTerms) -> Claim:
    job.state = JobState.RUNNING
    job.attempts += 1
    job.fence += 1
    job.started_at = now()
    job.leased_until = now() + timedelta(seconds=terms.lease_seconds)
    job.progress_percent, job.progress_text = 0, ""
    return Claim(job.id, job.kind, job.arguments, job.attempts, job.fence)


def renew_lease(claim: Claim, terms: LeaseTerms) -> None:
    """Hold the job for another lease; raise `LeaseLost`."""
    _write(claim, leased_until=now() + timedelta(seconds=terms.lease_seconds))


def save_progress(claim: Claim, percent: int, words: str) -> None:
    """Show how far the work is; raise `LeaseLost`."""
    _write(claim, progress_percent=min(max(percent, 0), 100), progress_text=words[:200])


def finish_job(claim: Claim, result: dict[str, Any]) -> None:
    """Record the job as done, with its result; raise `LeaseLost`."""
    _write(
        claim,
        state=JobState.SUCCEEDED,
        result=result,
        failure="",
        progress_percent=100,
        leased_until=None,
        finished_at=now(),
    )


def bury_job(claim: Claim, failure: str) -> None:
    """Record that the job cannot be done and why, in plain words; raise `LeaseLost`."""
    _write(claim, state=JobState.DEAD, failure=failure, leased_until=None, finished_at=now())


def retry_job(claim: Claim, failure: str, terms: LeaseTerms) -> None:
    """Put the job back to be tried again after a growing wait; raise `LeaseLost`."""
    wait = timedelta(seconds=terms.retry_seconds * 2 ** (claim.attempt - 1))
    _write(claim, state=JobState.QUEUED, failure=failure, leased_until=None, run_after=now() + wait)


def give_back_job(claim: Claim) -> None:
    """Put the job back for any worker, uncounted, because this one must go; raise `LeaseLost`.

    What may still run of this worker can no longer write: the job is not running for it any more.
    """
    _write(
        claim,
        state=JobState.QUEUED,
        attempts=claim.attempt - 1,
        leased_until=None,
        run_after=now(),
    )


def _write(claim: Claim, **values: Any) -> None:
    mine = (Job.id == claim.job_id, Job.fence == claim.fence, Job.state == JobState.RUNNING)
    with unit_of_work():
        written = session.execute(update(Job).where(*mine).values(**values).returning(Job.id))
        if written.scalar() is None:
            raise LeaseLost
