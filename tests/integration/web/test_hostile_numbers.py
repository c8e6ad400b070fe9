"""Numbers, dates and ids that no person would type are refused or passed over, never a fault."""

import contextvars
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from architecture.access_matrix import read_rows
from architecture.test_routes_declare_access import address_of
from architecture.world import World, build_world
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from cse_assess.db import session
from cse_assess.web.transactions import refuse_commit

HOSTILE = {
    "500 digits": "9" * 500,
    "5,000 digits": "9" * 5_000,
    "more than a row can have": "2147483648",
    "negative": "-1",
    "not a number": "NaN",
    "infinite": "1e999",
    "superscript": "²",
    "other digits": "٣",
    "empty": "",
    "NUL": "\0",
}
LONGEST_ADDRESS = 2_000
QUESTIONS = (
    *("page", "month", "day", "place", "preview", "revision", "detail", "replaces", "margin"),
    *("owner_id", "assessment_id", "service_id", "services", "order", "now"),
    *(f"{name}-year" for name in ("on", "by", "dated_from", "dated_to")),
)
DATED = {f"{name}-{part}": "1" for name in ("on", "by") for part in ("day", "month")}
NUMBER = re.compile(r"\d+")
TYPED = {None, "text", "email", "password", "search"}


class QuickClient(FlaskClient):
    """A client whose requests share no context with the test; pages are not parsed."""

    def open(self, *args, **kwargs):
        session.commit()
        return contextvars.Context().run(super().open, *args, **kwargs)


@dataclass(frozen=True)
class Visitor:
    """A person's client; what is sent may sign it out, so each request begins anew."""

    client: FlaskClient
    token: str

    def ask(self, method: str, address: str, **sent) -> int:
        return self._open(method, address, **sent).status_code

    def read(self, address: str) -> str:
        answer = self._open("GET", address)
        is_page = answer.status_code == 200 and answer.mimetype == "text/html"
        return answer.text if is_page else "<main></main>"

    def _open(self, method, address, **sent):
        with self.client.session_transaction() as cookie:
            cookie.update(_user_id=self.token, _fresh=True)
        return self.client.open(address, method=method, **sent)


@dataclass(frozen=True)
class Walk:
    """The views of the app, each with somebody who is let in."""

    app: Flask
    world: World
    visitors: dict[str, Visitor]

    def list_views(self, *methods: str) -> Iterator[tuple[Visitor, str, str]]:
        for row in read_rows():
            name = next((each for each in self.visitors if row.answers[each] == "yes"), None)
            if row.method in methods and name:
                yield self.visitors[name], row.method, address_of(self.app, self.world, row)


@pytest.fixture
def walk(app, sign_in):
    """Give the walk; nothing that it sends is kept, though all of it reaches the database."""
    world = build_world(app)
    app.test_client_class = QuickClient

    @app.after_request
    def keep_nothing(response):
        session.flush()
        refuse_commit()
        return response

    return Walk(
        app,
        world,
        {name: enter(app, sign_in, world, name) for name in ("lead", "administrator", "own")},
    )


def enter(app, sign_in, world, name) -> Visitor:
    client = sign_in(app.test_client(), world.people[name])
    with client.session_transaction() as cookie:
        return Visitor(client, cookie["_user_id"])


@pytest.mark.parametrize("value", ["9" * 500, "2147483648"], ids=["500 digits", "too large"])
def test_no_number_in_an_address_is_a_fault(walk, value):
    faults = {
        f"{method} {hostile[:80]}"
        for visitor, method, address in walk.list_views("GET", "POST")
        for hostile in _replace_each_number(address, value)
        if visitor.ask(method, hostile) >= 500
    }
    assert faults == set()


def _replace_each_number(address: str, value: str) -> Iterator[str]:
    for place in NUMBER.finditer(address):
        yield address[: place.start()] + value + address[place.end() :]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_answer_in_a_query_is_a_fault(walk, name):
    query = {**DATED, **dict.fromkeys(QUESTIONS, HOSTILE[name][:LONGEST_ADDRESS])}
    faults = {
        address
        for visitor, method, address in walk.list_views("GET")
        if visitor.ask(method, address, query_string=query) >= 500
    }
    assert faults == set()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_number_date_or_choice_of_a_form_is_a_fault(walk, name):
    faults, sent = set(), set()
    for visitor, _, address in walk.list_views("GET"):
        for form in html.fromstring(visitor.read(address)).xpath("//main//form"):
            fields = dict(_read_fields(form))
            target, method = _target_of(form, address), form.get("method", "get").upper()
            for field in _list_kinds(form):
                question = (method, *(NUMBER.sub("#", each) for each in (target, field)))
                if question not in sent:
                    sent.add(question)
                    values = {**fields, field: HOSTILE[name]}
                    if _send(visitor, method, target, values) >= 500:
                        faults.add(question)
    assert len(sent) > 150
    assert faults == set()


def _target_of(form, address: str) -> str:
    return urljoin(address, form.get("action") or "").partition("#")[0]


def _send(visitor: Visitor, method: str, target: str, values: dict[str, str]) -> int:
    if method == "GET":
        short = {name: value[:LONGEST_ADDRESS] for name, value in values.items()}
        return visitor.ask(method, target.partition("?")[0], query_string=short)
    return visitor.ask(method, target, data=values)


def _list_kinds(form) -> Iterator[str]:
    """Yield the names of the fields that hold no free text."""
    for field in form.xpath(".//input | .//select"):
        is_words = field.tag == "input" and field.get("type") in TYPED
        is_sent = field.get("name") not in {None, "csrf_token"} and field.get("type") != "file"
        if is_sent and (not is_words or field.get("inputmode")):
            yield field.get("name")


def _read_fields(form) -> Iterator[tuple[str, str]]:
    """Yield what the form would send: what stands in it, and words where nothing does."""
    for field in form.xpath(".//input[@type!='file' or not(@type)] | .//select | .//textarea"):
        if field.tag == "select":
            chosen = field.xpath("./option[@selected]/@value") or field.xpath("./option/@value")
            yield field.get("name"), chosen[0] if chosen else ""
        elif field.tag == "textarea":
            yield field.get("name"), field.text or "Words"
        elif field.get("type") not in {"radio", "checkbox"} or field.get("checked") is not None:
            is_words = field.get("type") in TYPED and not field.get("inputmode")
            yield field.get("name"), field.get("value") or ("Words" if is_words else "")
