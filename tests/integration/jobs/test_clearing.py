"""The job table keeps what a page shows or somebody must look into, and no more."""

from datetime import timedelta

from factories.jobs import make_job

from cse_assess.clock import now
from cse_assess.db import read_only, session
from cse_assess.jobs.clearing import KEPT_FOR, clear_old_jobs
from cse_assess.jobs.models import Job, JobState

LONG_AGO = now() - KEPT_FOR - timedelta(hours=1)
DONE = {"state": JobState.SUCCEEDED, "finished_at": LONG_AGO}


def _clear() -> set[str]:
    clear_old_jobs(None, {})
    with read_only():
        return {job.kind for job in session.query(Job)}


def test_old_background_work_that_was_done_is_cleared(app):
    make_job("study", is_background=True, **DONE)
    assert _clear() == set()


def test_what_somebody_asked_for_is_kept(app):
    make_job("report", **DONE)
    assert _clear() == {"report"}


def test_what_failed_or_is_recent_or_waits_is_kept(app):
    make_job("failed", is_background=True, state=JobState.DEAD, finished_at=LONG_AGO)
    make_job("recent", is_background=True, state=JobState.SUCCEEDED, finished_at=now())
    make_job("waiting", is_background=True)
    assert _clear() == {"failed", "recent", "waiting"}
