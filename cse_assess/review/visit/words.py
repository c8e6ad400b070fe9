"""What the parts of a visit are called on pages and cards, and how its times are written."""

import re
from datetime import time

from cse_assess.review.visit.models import People, SessionKind

KIND_TITLES = {
    SessionKind.INTERVIEW: "Interview",
    SessionKind.OBSERVATION: "Observation",
    SessionKind.MEETING: "Meeting",
    SessionKind.BREAK: "Break",
}
PEOPLE_TITLES = {
    People.STAFF: "Staff",
    People.MANAGERS: "Managers",
    People.CUSTOMERS: "Customers",
    People.PARTNERS: "Partners",
}
FIELD_LABELS = {
    "kind": "What it is",
    "people": "Who it is with",
    "title": "Title",
    "with_whom": "Roles",
    "place": "Place",
    "on_day": "Day",
    "starts_at": "Start",
    "minutes": "How long",
    "element_codes": "What it is about",
    "questions": "Questions",
}
NOON, HOUR = 12, 60
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?", re.ASCII)
WORDS = {"noon": time(12), "midday": time(12)}


def read_time(text: str) -> time | None:
    """Return the time that a text says, such as "9:30", "9.30am", "2pm" or "midday".

    None for an empty text. Raises `ValueError` for what is no time of the day, and for a bare
    number, of which nobody knows whether it is an hour.
    """
    said = text.strip().lower()
    if not said or said in WORDS:
        return WORDS.get(said)
    match = _TIME.fullmatch(said)
    if match is None or not (match[2] or match[3]):
        raise ValueError(f"{text!r} is no time")
    return time(_read_hour(int(match[1]), match[3]), int(match[2] or 0))


def _read_hour(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 0 < hour <= NOON:
        raise ValueError(f"{hour} is no hour of half a day")
    return hour % NOON + (NOON if half == "pm" else 0)


def format_time(value: time | None) -> str:
    """Write a time as "9:30am"; nothing for None."""
    if value is None:
        return ""
    return f"{value.hour % NOON or NOON}:{value:%M}{'am' if value.hour < NOON else 'pm'}"


def format_minute(minute: int) -> str:
    """Write a minute of the day, counted from midnight, as "9:30am"; midnight at its end too."""
    hour, minutes = divmod(minute, HOUR)
    return format_time(time(hour % (2 * NOON), minutes))


def format_length(minutes: int) -> str:
    """Write a length of time as people say it: "45 minutes", "1 hour", "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, HOUR)
    parts = [_count(hours, "hour")] if hours else []
    return " ".join([*parts, _count(rest, "minute")] if rest or not hours else parts)


def _count(number: int, one: str) -> str:
    return f"{number} {one if number == 1 else one + 's'}"
