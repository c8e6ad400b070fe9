"""Calendars as iCalendar files (RFC 5545): days on which something is due, and times of a visit.

What stands in it comes from the contexts above, which register themselves here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from urllib.parse import urlsplit

from flask import Flask
from icalendar import Calendar, Event, vDuration

from cse_assess.accounts.actor import Actor
from cse_assess.clock import LONDON

PRODUCT = "-//CSE Assess//Evidence to renew//EN"
REFRESH = timedelta(hours=12)
_EXTENSION = "feed_sources"


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A day in a calendar: `uid` stays the same when the day moves; `url` is a local path.

    With `starts_at`, a time in the United Kingdom, it is so many `minutes` of that day.
    """

    uid: str
    on: date
    summary: str
    description: str
    url: str
    starts_at: time | None = None
    minutes: int = 0
    place: str = ""


FeedSource = Callable[[Actor, date], Iterable[FeedEntry]]


def register_feed_source(app: Flask, source: FeedSource) -> None:
    """Let `source` put entries into everybody's calendar: what a person may know of on a day."""
    app.extensions.setdefault(_EXTENSION, []).append(source)


def list_entries(app: Flask, actor: Actor, on: date) -> list[FeedEntry]:
    """Return what the registered sources have for the person on a day, in the order of the days."""
    sources = cast(Sequence[FeedSource], app.extensions.get(_EXTENSION, ()))
    found = [entry for source in sources for entry in source(actor, on)]
    return sorted(found, key=lambda entry: (entry.on, entry.uid))


def write_calendar(entries: Iterable[FeedEntry], *, on: date, base_url: str) -> bytes:
    """Return the calendar as it is on a day; the same entries give the same bytes all day.

    An entry without a time takes its whole day and leaves the person free.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "CSE Assess")
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    stamp = datetime.combine(on, time.min, UTC)
    for entry in entries:
        calendar.add_component(_make_event(entry, stamp, base_url))
    return bytes(calendar.to_ical())


def _make_event(entry: FeedEntry, stamp: datetime, base_url: str) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{urlsplit(base_url).hostname}")
    event.add("dtstamp", stamp)
    _add_time(event, entry)
    event.add("summary", entry.summary)
    event.add("description", entry.description)
    if entry.place:
        event.add("location", entry.place)
    event.add("url", base_url + entry.url)
    return event


def _add_time(event: Event, entry: FeedEntry) -> None:
    """Write a time in UTC, which every program understands without a table of time zones."""
    if entry.starts_at is None:
        event.add("dtstart", entry.on)
        event.add("transp", "TRANSPARENT")
        return
    begin = datetime.combine(entry.on, entry.starts_at, LONDON).astimezone(UTC)
    event.add("dtstart", begin)
    event.add("dtend", begin + timedelta(minutes=entry.minutes))
    event.add("transp", "OPAQUE")
