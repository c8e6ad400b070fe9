"""The one place that asks what time it is, so that tests and the sample can move it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_moved_to: ContextVar[datetime | None] = ContextVar("moved_to", default=None)


def now() -> datetime:
    """Return the current moment, timezone-aware, in UTC."""
    return _moved_to.get() or datetime.now(UTC)


@contextmanager
def moved_to(moment: datetime) -> Iterator[None]:
    """Let it be `moment` within the block: the sample organisation has a past of its own."""
    token = _moved_to.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moved_to.reset(token)


def today() -> date:
    """Return today's date where the users are (United Kingdom)."""
    return now().astimezone(LONDON).date()
