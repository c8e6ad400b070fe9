"""How the worker bears it when its database is out of reach: with patience, and in few words."""

import logging
import time

LONGEST_WAIT_SECONDS = 60.0
_logger = logging.getLogger(__name__)


class Outage:
    """The failed looks for work in a row: the first is logged, each new fault, and the end."""

    def __init__(self, shortest_wait_seconds: float) -> None:
        self._wait_seconds = self._shortest_wait_seconds = shortest_wait_seconds
        self._fault = ""
        self._began_at = 0.0

    @property
    def is_on(self) -> bool:
        """Tell whether the last look failed."""
        return bool(self._fault)

    def note_failure(self, error: Exception) -> float:
        """Return how many seconds to wait before the next look: twice as long each time."""
        if not self.is_on:
            self._began_at = time.monotonic()
        self._log_if_new(error)
        wait = self._wait_seconds
        self._wait_seconds = min(2 * wait, LONGEST_WAIT_SECONDS)
        return wait

    def note_success(self) -> None:
        """End the outage, if there is one."""
        if self.is_on:
            seconds = round(time.monotonic() - self._began_at)
            _logger.warning("the worker can look for work again, after %d seconds", seconds)
        self._fault, self._wait_seconds = "", self._shortest_wait_seconds

    def _log_if_new(self, error: Exception) -> None:
        fault = _describe(error)
        if fault != self._fault:
            self._fault = fault
            _logger.error(
                "the worker could not look for work, or could not record it; "
                "it goes on trying, and is silent until something changes",
                exc_info=error,
            )


def _describe(error: Exception) -> str:
    """Tell faults apart by their first line: the next ones hold the statement and its times."""
    return f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"
