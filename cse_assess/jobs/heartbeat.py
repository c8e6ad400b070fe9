"""Renews the lease of the job in hand while its handler is busy."""

import logging
import threading
from types import TracebackType
from typing import Self

from flask import Flask

from cse_assess.jobs.leases import Claim, LeaseLost, LeaseTerms, renew_lease
from cse_assess.jobs.own_context import call_in_own_context

_logger = logging.getLogger(__name__)


class Heartbeat:
    """A thread that beats for as long as the block runs and the job is this worker's."""

    def __init__(self, app: Flask, claim: Claim, terms: LeaseTerms) -> None:
        self._app = app
        self._claim = claim
        self._terms = terms
        self._done = threading.Event()
        self._thread = threading.Thread(
            target=self._run, name=f"heartbeat-{claim.job_id}", daemon=True
        )

    def __enter__(self) -> Self:
        """Start beating."""
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop, and wait for a beat that is under way."""
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(self._terms.heartbeat_seconds):
            if not self._beat():
                return

    def _beat(self) -> bool:
        """Renew the lease; return whether to go on. A beat that fails is made up by the next."""
        try:
            call_in_own_context(self._app, renew_lease, self._claim, self._terms)
        except LeaseLost:
            return False
        except Exception:
            _logger.exception("the lease of job %d could not be renewed", self._claim.job_id)
        return True
