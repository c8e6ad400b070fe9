"""The one place that asks what time it is, so that tests can move it."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the current moment, timezone-aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date where the users are (United Kingdom)."""
    return now().astimezone(LONDON).date()
