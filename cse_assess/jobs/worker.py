"""Runs jobs: in a thread beside the server, or in a process of its own."""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask

from cse_assess.db import session
from cse_assess.errors import DomainError
from cse_assess.jobs import leases, wake
from cse_assess.jobs.handlers import JobContext, JobRefused, get_handler
from cse_assess.jobs.heartbeat import Heartbeat
from cse_assess.jobs.leases import Claim, LeaseLost, LeaseTerms
from cse_assess.jobs.outage import Outage
from cse_assess.jobs.own_context import call_in_own_context
from cse_assess.jobs.rounds import start_due_rounds

GRACE_SECONDS = 20.0
ROUNDS_SECONDS = 60.0
_TERMS = LeaseTerms()
_logger = logging.getLogger(__name__)


class Worker:
    """Does one job at a time, each in an app context and a database session of its own."""

    def __init__(self, app: Flask, terms: LeaseTerms = _TERMS) -> None:
        self._app = app
        self._terms = terms
        self._claim: Claim | None = None
        self._outage = Outage(terms.poll_seconds)
        self._rounds_looked_at = float("-inf")

    def run(self, stop: threading.Event) -> None:
        """Do what is due, and wait for more, until `stop` is set; the job in hand is finished."""
        while not stop.is_set():
            seen = wake.read_count()
            self._try_rounds()
            wake.wait_for_call(seen, self._try_next())

    def run_next(self) -> bool:
        """Do the job that has waited longest; return whether there was one."""
        claim = call_in_own_context(self._app, leases.claim_job, self._terms)
        if claim is None:
            return False
        self._claim = claim
        try:
            with Heartbeat(self._app, claim, self._terms):
                self._do(claim)
        finally:
            self._claim = None
        return True

    def give_back(self) -> None:
        """Hand the job that is being done, if any, to the next worker."""
        claim = self._claim
        if claim is not None:
            self._record_end(claim, leases.give_back_job)

    def _try_rounds(self) -> None:
        """Look once a minute whether daily work is due; one that fails is followed by another."""
        is_early = time.monotonic() - self._rounds_looked_at < ROUNDS_SECONDS
        if is_early or self._outage.is_on:
            return
        self._rounds_looked_at = time.monotonic()
        try:
            call_in_own_context(self._app, start_due_rounds, self._app)
        except Exception:
            _logger.exception("the worker could not look for daily work")

    def _try_next(self) -> float:
        """Look for work once and do it; return how many seconds to wait before the next look."""
        try:
            has_worked = self.run_next()
        except Exception as error:  # noqa: BLE001 -- the outage logs it
            return self._outage.note_failure(error)
        self._outage.note_success()
        return 0 if has_worked else self._terms.poll_seconds

    def _do(self, claim: Claim) -> None:
        try:
            result = call_in_own_context(self._app, self._call_handler, claim)
            call_in_own_context(self._app, leases.finish_job, claim, result)
        except LeaseLost:
            _log_lost(claim)
        except JobRefused as refusal:
            self._record_end(claim, leases.bury_job, refusal.message)
        except Exception as error:
            _logger.exception("job %d (%s), attempt %d", claim.job_id, claim.kind, claim.attempt)
            self._record_failure(claim, _describe_failure(claim, error))

    def _call_handler(self, claim: Claim) -> dict[str, Any]:
        return get_handler(self._app, claim.kind)(self._make_context(claim), claim.arguments)

    def _make_context(self, claim: Claim) -> JobContext:
        def report_progress(percent: int, text: str) -> None:
            if session().in_transaction():
                raise RuntimeError("progress is reported between units of work, not inside one")
            call_in_own_context(self._app, leases.save_progress, claim, percent, text)

        return JobContext(
            settings=self._app.extensions["settings"],
            blobs=self._app.extensions["blobs"],
            report_progress=report_progress,
        )

    def _record_failure(self, claim: Claim, failure: str) -> None:
        if claim.attempt < self._terms.max_attempts:
            self._record_end(claim, leases.retry_job, failure, self._terms)
        else:
            self._record_end(claim, leases.bury_job, failure)

    def _record_end(self, claim: Claim, write: Callable[..., None], *values: Any) -> None:
        try:
            call_in_own_context(self._app, write, claim, *values)
        except LeaseLost:
            _log_lost(claim)


class WorkerThread:
    """A worker in a daemon thread of this process."""

    def __init__(self, app: Flask, terms: LeaseTerms = _TERMS) -> None:
        self._worker = Worker(app, terms)
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._worker.run, args=(self._stop,), name="job-worker", daemon=True
        )

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def stop(self, grace_seconds: float = GRACE_SECONDS) -> None:
        """Take no more jobs; one that is not finished in `grace_seconds` goes back in the queue."""
        self._stop.set()
        wake.wake_workers()
        self._thread.join(grace_seconds)
        if self._thread.is_alive():
            self._worker.give_back()


def run_worker(app: Flask, stop: threading.Event, terms: LeaseTerms = _TERMS) -> None:
    """Do the jobs of `app` in this thread until `stop` is set."""
    Worker(app, terms).run(stop)


def run_pending_jobs(app: Flask, terms: LeaseTerms = _TERMS) -> int:
    """Do every job that is due now, and return how many attempts that took.

    The caller has no transaction open: on SQLite the jobs would wait for it in vain.
    """
    worker = Worker(app, terms)
    count = 0
    while worker.run_next():
        count += 1
    return count


def start_worker_thread(app: Flask, terms: LeaseTerms = _TERMS) -> WorkerThread:
    """Start a worker beside the server, and return it so that it can be stopped."""
    thread = WorkerThread(app, terms)
    thread.start()
    return thread


def _describe_failure(claim: Claim, error: Exception) -> str:
    """Say in plain words what went wrong; the log has the rest."""
    if isinstance(error, DomainError):
        return error.message
    return (
        "Something went wrong while this was being done. "
        f"The server's log has the details, under job {claim.job_id}."
    )


def _log_lost(claim: Claim) -> None:
    _logger.warning("job %d went to another worker: nothing was recorded", claim.job_id)
