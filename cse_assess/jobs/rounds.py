"""Daily rounds: work that is due once a day, whoever notices first that it is.

A round is an ordinary job. What makes it daily is a row that says for which day it was last asked
for: of several workers, restarts and processes exactly one moves that row on, and in the same
transaction writes the job. A round that was missed because nothing ran is done late, once.
"""

from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from cse_assess.clock import LONDON, now
from cse_assess.db import read_only, session, unit_of_work
from cse_assess.jobs.handlers import JobHandler, register_handler
from cse_assess.jobs.models import DailyRound
from cse_assess.jobs.services import enqueue_job

_EXTENSION = "daily_rounds"


@dataclass(frozen=True, slots=True)
class Round:
    """A kind of job, and the hour of the day (0 to 23, United Kingdom) from which it is due."""

    name: str
    from_hour: int


def register_round(app: Flask, name: str, handler: JobHandler, *, from_hour: int) -> None:
    """Have `handler` run once a day, from that hour on; its arguments are `{"on": ISO date}`."""
    register_handler(app, name, handler)
    app.extensions.setdefault(_EXTENSION, []).append(Round(name, from_hour))


def start_due_rounds(app: Flask) -> list[str]:
    """Ask for every round of `app` that is due and was not asked for today; return their names.

    Called without a transaction, in an app context of its own.
    """
    rounds: list[Round] = app.extensions.get(_EXTENSION, [])
    local = now().astimezone(LONDON)
    last_days = _read_last_days() if rounds else {}
    due = [each.name for each in rounds if _is_due(each, local, last_days)]
    return [name for name in due if _start(name, local.date())]


def _read_last_days() -> dict[str, date]:
    with read_only():
        return dict(session.execute(select(DailyRound.name, DailyRound.last_on)).all())


def _is_due(each: Round, local: datetime, last_days: dict[str, date]) -> bool:
    is_new = last_days.get(each.name, date.min) < local.date()
    return is_new and local.hour >= each.from_hour


def _start(name: str, on: date) -> bool:
    """Return whether it was this caller who started the round of the day."""
    with unit_of_work():
        if not _claim(name, on):
            return False
        enqueue_job(
            kind=name,
            arguments={"on": on.isoformat()},
            organisation_id=None,
            created_by_id=None,
            is_background=True,
        )
    return True


def _claim(name: str, on: date) -> bool:
    """Move the round's day on in one statement, which only one of several callers manages."""
    moved = session.execute(
        update(DailyRound)
        .where(DailyRound.name == name, DailyRound.last_on < on)
        .values(last_on=on)
        .returning(DailyRound.name)
    ).scalar()
    return moved is not None or _add_first(name, on)


def _add_first(name: str, on: date) -> bool:
    if session.get(DailyRound, name) is not None:
        return False
    try:
        with session.begin_nested():
            session.add(DailyRound(name=name, last_on=on))
    except IntegrityError:
        return False
    return True
