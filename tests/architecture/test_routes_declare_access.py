"""Every view declares who may open it, and the declared matrix is what the routes do."""

import shutil
from itertools import pairwise, product
from pathlib import Path

import pytest
from architecture.access_matrix import ACTORS, Row, read_rows
from architecture.world import World, build_world
from conftest import ON_POSTGRESQL
from flask import url_for

from cse_assess.accounts.access import declared_access, public
from cse_assess.db import db, session

ROWS = read_rows()
READING = {"HEAD", "OPTIONS"}
REFUSALS = {"door", "403", "404"}
FORM_REFUSED = {400, 409, 410}


def list_routes(app) -> set[tuple[str, str]]:
    """Return (method, endpoint) of every route but the static files."""
    return {
        (method, rule.endpoint)
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for method in rule.methods - READING
    }


def test_every_view_declares_its_access(app):
    undeclared = {
        endpoint
        for _, endpoint in list_routes(app)
        if declared_access(app.view_functions[endpoint]) is None
    }
    assert undeclared == set()


def test_a_view_without_declaration_lets_nobody_in(app, client):
    app.add_url_rule("/undeclared", view_func=lambda: "secret", endpoint="undeclared")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    response = client.get("/undeclared")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_a_declaration_does_not_wrap_the_view():
    def view() -> str:
        return "page"

    assert public(view) is view


def test_every_route_and_method_has_a_row(app):
    assert list_routes(app) - {(row.method, row.endpoint) for row in ROWS} == set()


def test_no_row_speaks_of_a_route_that_is_gone(app):
    assert {(row.method, row.endpoint) for row in ROWS} - list_routes(app) == set()


def test_no_row_is_there_twice():
    rows = sorted(str(row) for row in ROWS)
    assert [a for a, b in pairwise(rows) if a == b] == []


def test_no_unsafe_route_takes_a_form_that_is_not_from_this_site(app, sign_in):
    world = build_world(app)
    app.config["WTF_CSRF_ENABLED"] = True
    client = sign_in(app.test_client(), world.people["lead"])
    answers = {
        str(row): client.open(address_of(app, world, row), method=row.method).status_code
        for row in ROWS
        if row.method != "GET"
    }
    assert {name: status for name, status in answers.items() if status != 400} == {}


@pytest.mark.parametrize("blueprint", sorted({row.blueprint for row in ROWS}))
def test_each_person_gets_the_declared_answer(app, sign_in, blueprint):
    rows = [row for row in ROWS if row.blueprint == blueprint]
    answers = collect_answers(app, sign_in, rows)
    assert answers == {str(row): row.answers for row in rows}


def collect_answers(app, sign_in, rows: list[Row]) -> dict[str, dict[str, str]]:
    """Ask every row as everybody.

    Reading and being refused changes nothing, so all of that is asked for the same objects. Who is
    let in to change something finds the world as it was at first.
    """
    worlds = Worlds(app)
    answers: dict[str, dict[str, str]] = {str(row): {} for row in rows}
    for row, name in sorted(product(rows, ACTORS), key=changes_something):
        world = worlds.renew() if changes_something((row, name)) else worlds.world
        answers[str(row)][name] = ask(app, sign_in, world, row, name)
    return answers


class Worlds:
    """A world that can be had again as it was: put back on SQLite, made anew on PostgreSQL."""

    def __init__(self, app) -> None:
        self.app = app
        self.world = build_world(app)
        if not ON_POSTGRESQL:
            self.path = Path(db.engine.url.database)
            self.kept = self.path.with_suffix(".kept")
            self._close()
            shutil.copy(self.path, self.kept)

    def renew(self) -> World:
        if ON_POSTGRESQL:
            return build_world(self.app)
        self._close()
        shutil.copy(self.kept, self.path)
        return self.world

    def _close(self) -> None:
        """Close every connection, so that the file holds all that was written."""
        session.rollback()
        db.engine.dispose()


def changes_something(question: tuple[Row, str]) -> bool:
    row, name = question
    return row.method != "GET" and row.answers[name] not in REFUSALS


def ask(app, sign_in, world: World, row: Row, name: str) -> str:
    """Return the matrix's word for what `name` is answered."""
    client = app.test_client()
    if name in world.people:
        sign_in(client, world.people[name])
    return read_answer(client.open(address_of(app, world, row), method=row.method))


def address_of(app, world: World, row: Row) -> str:
    rule = next(rule for rule in app.url_map.iter_rules(row.endpoint) if row.method in rule.methods)
    with app.test_request_context():
        return url_for(
            row.endpoint, **world.arguments_for(row.endpoint, rule.arguments, row.variant)
        )


def read_answer(response) -> str:
    if response.status_code in {301, 302, 303}:
        return "door" if response.location.partition("?")[0] == "/sign-in" else "yes"
    if response.status_code == 200 or response.status_code in FORM_REFUSED:
        return "yes"
    return str(response.status_code)
