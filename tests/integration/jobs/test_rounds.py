"""Daily work is done once a day, whoever looks and however often."""

from datetime import UTC, datetime
from threading import Barrier, Thread

import pytest

from cse_assess.db import session
from cse_assess.jobs import rounds
from cse_assess.jobs.models import Job
from cse_assess.jobs.own_context import call_in_own_context
from cse_assess.jobs.rounds import register_round, start_due_rounds
from cse_assess.jobs.worker import run_pending_jobs

NAME = "water_the_plants"


@pytest.fixture
def done(app):
    """Give the days on which the test's own round ran; other rounds of the app do not count."""
    app.extensions["daily_rounds"] = []
    days = []
    register_round(
        app, NAME, lambda _context, arguments: days.append(arguments["on"]) or {}, from_hour=5
    )
    return days


@pytest.fixture
def at(monkeypatch, app):
    """Give a function that looks for due rounds at a moment of UTC."""

    def look(*moment):
        monkeypatch.setattr(rounds, "now", lambda: datetime(*moment, tzinfo=UTC))
        return call_in_own_context(app, start_due_rounds, app)

    return look


def test_a_round_runs_once_a_day(app, done, at):
    assert at(2027, 1, 10, 6) == [NAME]
    assert at(2027, 1, 10, 23) == []
    assert at(2027, 1, 11, 5) == [NAME]
    run_pending_jobs(app)
    assert done == ["2027-01-10", "2027-01-11"]


def test_a_round_waits_for_its_hour(done, at):
    assert at(2027, 1, 10, 4, 59) == []
    assert at(2027, 1, 10, 5) == [NAME]


def test_the_hour_is_that_of_the_united_kingdom(done, at):
    assert at(2027, 7, 10, 4) == [NAME]


def test_days_on_which_nothing_ran_are_made_up_for_once(done, at):
    at(2027, 1, 10, 6)
    assert at(2027, 1, 20, 6) == [NAME]
    assert at(2027, 1, 20, 7) == []


def test_a_clock_that_is_set_back_starts_nothing(done, at):
    at(2027, 1, 10, 6)
    assert at(2027, 1, 9, 6) == []


def test_of_many_that_look_at_once_one_starts_the_round(app, done, monkeypatch):
    monkeypatch.setattr(rounds, "now", lambda: datetime(2027, 1, 10, 6, tzinfo=UTC))
    together, started = Barrier(6), []

    def look():
        together.wait()
        started.extend(call_in_own_context(app, start_due_rounds, app))

    threads = [Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert started == [NAME]
    assert session.query(Job).count() == 1


def test_a_failure_between_day_and_job_keeps_neither(app, done, at, monkeypatch):
    def fail(**_arguments):
        raise RuntimeError("no job today")

    with monkeypatch.context() as broken:
        broken.setattr(rounds, "enqueue_job", fail)
        with pytest.raises(RuntimeError, match="no job today"):
            at(2027, 1, 10, 6)
    assert at(2027, 1, 10, 6) == [NAME]
