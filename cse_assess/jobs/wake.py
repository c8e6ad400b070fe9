"""Tells the workers of this process that there is work, so that they need not wait for a poll."""

import threading

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction

_MARK = "jobs_wanted"
_changed = threading.Condition()
_count = 0


def wake_after(session: Session) -> None:
    """Wake the workers when the session's transaction has ended."""
    session.info[_MARK] = True


def wake_workers() -> None:
    """Make each waiting worker look for work now."""
    global _count  # noqa: PLW0603 -- one count for the process is the point
    with _changed:
        _count += 1
        _changed.notify_all()


def read_count() -> int:
    """Return the number of calls so far, to be read before looking for work."""
    return _count


def wait_for_call(seen: int, timeout: float) -> None:
    """Wait up to `timeout` seconds for a call after the first `seen` ones."""
    with _changed:
        _changed.wait_for(lambda: _count != seen, timeout)


@event.listens_for(Session, "after_transaction_end")
def _wake_when_ended(session: Session, transaction: SessionTransaction) -> None:
    """Wake them once the outermost transaction is over: before it, there is nothing to see."""
    if transaction.parent is None and session.info.pop(_MARK, False):
        wake_workers()
