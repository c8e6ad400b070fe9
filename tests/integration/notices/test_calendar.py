"""A person's calendar under a secret address."""

from datetime import date, timedelta

import pytest
from factories.accounts import actor_of, make_user
from icalendar import Calendar

from cse_assess.accounts.services.throttling import Limit
from cse_assess.audit.models import AuditEvent
from cse_assess.clock import now, today
from cse_assess.db import session
from cse_assess.notices.feed import FeedEntry, register_feed_source, write_calendar
from cse_assess.notices.models import CalendarFeed
from cse_assess.notices.routes import calendar_feed
from cse_assess.notices.services import make_feed

BASE = "https://cse.example.org"


@pytest.fixture
def person(app):
    return make_user()


@pytest.fixture
def entries(app):
    """Replace what the contexts above put into calendars by a list of the test's own."""
    found = []
    app.extensions["feed_sources"] = []
    register_feed_source(app, lambda _actor, _on: found)
    return found


@pytest.fixture
def address(person):
    secret = make_feed(actor=actor_of(person))
    session.commit()
    return f"/calendar/{secret}.ics"


def entry(**values):
    return FeedEntry(
        **{
            "uid": "evidence-1",
            "on": date(2027, 3, 31),
            "summary": "Renew: Charter",
            "description": "The last day.",
            "url": "/evidence/1",
            **values,
        }
    )


def read_back(*entries):
    content = write_calendar(entries, on=date(2027, 3, 1), base_url=BASE)
    return content, Calendar.from_ical(content).walk("VEVENT")


def test_an_entry_takes_its_whole_day():
    _, [event] = read_back(entry())
    assert event.decoded("dtstart") == date(2027, 3, 31)
    assert event["uid"] == "evidence-1@cse.example.org"
    assert event["url"] == f"{BASE}/evidence/1"
    assert event["transp"] == "TRANSPARENT"


def test_special_characters_and_long_texts_come_back_as_they_were():
    summary = "Renew: a, b; c\\d \N{EN DASH} " + "\N{SNOWMAN}é" * 100
    content, [event] = read_back(entry(summary=summary, description="One\nTwo, three"))
    assert event["summary"] == summary
    assert event["description"] == "One\nTwo, three"
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_a_title_cannot_smuggle_in_another_entry():
    hostile = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:Free lunch"
    _, events = read_back(entry(summary=hostile))
    assert len(events) == 1


def test_the_same_day_gives_the_same_bytes():
    assert read_back(entry())[0] == read_back(entry())[0]


def test_an_empty_calendar_is_a_calendar():
    assert read_back()[1] == []


def test_the_address_is_shown_once_and_only_its_hash_is_kept(client, sign_in, person):
    sign_in(client, person)
    page = client.post("/notices/calendar").text
    secret = page.partition("/calendar/")[2].partition(".ics")[0]
    assert len(secret) > 40
    assert client.get(f"/calendar/{secret}.ics").status_code == 200
    assert ".ics" not in client.get("/notices/calendar").text
    assert session.query(CalendarFeed).one().token_hash != secret


def test_a_calendar_program_reads_it_without_signing_in(app, entries, address):
    entries.append(entry())
    answer = app.test_client().get(address)
    assert answer.mimetype == "text/calendar"
    assert "Charter" in answer.text
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_what_has_not_changed_is_not_sent_again(client, entries, address):
    entries.append(entry())
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_new_address_ends_the_one_before(client, sign_in, person, address):
    sign_in(client, person).post("/notices/calendar")
    assert client.get(address).status_code == 404


def test_an_ended_address_is_not_found(client, sign_in, person, address):
    sign_in(client, person).post("/notices/calendar/end")
    assert client.get(address).status_code == 404
    assert session.query(CalendarFeed).count() == 0


def test_making_and_ending_are_on_record(client, sign_in, person):
    sign_in(client, person).post("/notices/calendar")
    client.post("/notices/calendar/end")
    client.post("/notices/calendar/end")
    deeds = [event.action for event in session.query(AuditEvent).order_by(AuditEvent.id)]
    assert deeds[-2:] == ["user.calendar_made", "user.calendar_ended"]


def test_the_calendar_of_a_person_whose_account_has_ended_is_not_found(client, person, address):
    person.deactivated_at = now()
    session.commit()
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "x" * 5000, "%00", "é"])
def test_a_wrong_secret_is_not_found(client, secret):
    assert client.get(f"/calendar/{secret}.ics").status_code == 404


def test_guessing_is_slowed_down(client, monkeypatch, address):
    monkeypatch.setattr(calendar_feed, "WRONG_SECRETS", limit_of(2))
    assert [client.get("/calendar/x.ics").status_code for _ in range(4)] == [404, 404, 429, 429]
    assert client.get(address).status_code == 200, "whoever has the right one is let in"


def test_a_program_that_asks_without_end_is_slowed_down(client, monkeypatch, address):
    monkeypatch.setattr(calendar_feed, "READS", limit_of(3))
    assert [client.get(address).status_code for _ in range(5)] == [200, 200, 200, 429, 429]


def limit_of(attempts):
    return Limit("test", attempts, timedelta(hours=1))


def test_the_sources_are_asked_as_the_owner_of_the_calendar(app, client, person, address):
    asked = []
    app.extensions["feed_sources"] = []
    register_feed_source(app, lambda actor, on: asked.append((actor.user_id, on)) or [])
    client.get(address)
    assert asked == [(person.id, today())]
