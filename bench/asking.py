"""Asks the pages of an instance as its improvement lead does, without a network."""

import statistics
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from cse_assess.accounts.queries import find_user_by_email
from cse_assess.accounts.services.sessions import open_session
from cse_assess.db import db, unit_of_work

LEAD = "lead@thistlemere.example"
NOT_QUERIES = ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


class Asked(NamedTuple):
    """What one page took: the median in milliseconds, queries, and bytes of the page."""

    ms: float
    queries: int
    bytes: int


def ask_pages(
    app: Flask, pages: Mapping[str, str], *, requests: int, clock: Callable[[], float]
) -> dict[str, Asked]:
    """Ask for each page (address by name) so often after a first time; `clock` tells seconds."""
    client = _sign_in(app)
    return {name: _ask(client, url, requests, clock) for name, url in pages.items()}


def _sign_in(app: Flask) -> FlaskClient:
    with unit_of_work():
        lead = find_user_by_email(LEAD)
        assert lead is not None
        token = open_session(user=lead)
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
        cookie["_fresh"] = True
    client.get("/evidence")  # The first request of a session asks more than the others.
    return client


def _ask(client: FlaskClient, url: str, requests: int, clock: Callable[[], float]) -> Asked:
    size, queries = _count_queries(client, url)
    times = [_time(client, url, clock) for _ in range(requests)]
    return Asked(statistics.median(times) * 1000, queries, size)


def _count_queries(client: FlaskClient, url: str) -> tuple[int, int]:
    """Ask once, which also fills the caches; return the page's bytes and queries."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(NOT_QUERIES):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        response = client.get(url)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    if response.status_code != HTTPStatus.OK:
        raise SystemExit(f"{url} answered {response.status_code}")
    return len(response.get_data()), len(statements)


def _time(client: FlaskClient, url: str, clock: Callable[[], float]) -> float:
    start = clock()
    client.get(url).get_data()
    return clock() - start
