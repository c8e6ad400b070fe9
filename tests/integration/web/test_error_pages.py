"""Every error is answered with a page in plain words."""

import re
from dataclasses import replace

import pytest
from factories.accounts import make_user
from flask import abort, request
from sqlalchemy import event, text
from sqlalchemy.exc import TimeoutError as PoolTimeout

from cse_assess import create_app
from cse_assess.accounts.models import Organisation
from cse_assess.db import db, session
from cse_assess.errors import Conflict, NotAllowed, NotFound
from cse_assess.web.downloads import send_blob
from cse_assess.web.errors import PAGES
from cse_assess.web.limits import STRANGERS_BYTES


def _raise(error):
    def view():
        raise error

    return view


def _heading(response):
    (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", response.text)
    return heading


@pytest.mark.parametrize("status", sorted(PAGES))
def test_each_status_has_a_page_with_one_heading(add_page, client, status):
    response = client.get(add_page(lambda: abort(status)))
    assert response.status_code == status
    assert _heading(response) == PAGES[status].title


def test_a_status_without_words_of_its_own_gets_the_general_ones(add_page, client):
    response = client.get(add_page(lambda: abort(418)))
    assert (response.status_code, _heading(response)) == (418, PAGES[400].title)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("There is no such item."), 404),
        (NotAllowed("Only the owner may open it."), 403),
        (Conflict("Ann saved it at 9:05am."), 409),
    ],
)
def test_a_domain_error_keeps_its_own_words(add_page, client, error, status):
    response = client.get(add_page(_raise(error)))
    assert response.status_code == status
    assert error.message in response.text


def test_a_method_that_a_page_lacks_is_named_with_those_it_has(client):
    response = client.delete("/sign-in")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_too_large_a_request_is_told_the_limits(add_page, client):
    text = "x" * (STRANGERS_BYTES + 1)
    response = client.post(add_page(lambda: request.form.get("text", "")), data={"text": text})
    assert response.status_code == 413
    assert "200 MB" in response.text
    assert "1 GB" in response.text


def test_a_form_without_its_token_is_called_expired(app, add_page, client):
    app.config["WTF_CSRF_ENABLED"] = True
    response = client.post(add_page(lambda: "done"))
    assert (response.status_code, _heading(response)) == (400, "This form has expired")


def test_a_missing_file_is_reported_as_such(add_page, client):
    response = client.get(
        add_page(
            lambda: send_blob(sha256="0" * 64, size=1, file_name="a.pdf", media_type="text/plain")
        )
    )
    assert (response.status_code, _heading(response)) == (500, "This file cannot be opened")


def test_a_fault_is_answered_without_asking_the_database(
    app, add_page, client, sign_in, count_queries
):
    sign_in(client, make_user())
    path = add_page(_raise(RuntimeError("a fault")))
    with count_queries() as count:
        response = client.get(path)
    assert response.status_code == 500
    assert "a fault" not in response.text
    assert len(count) == 0


def test_a_fault_in_sql_is_a_fault_of_ours(add_page, client):
    response = client.get(add_page(lambda: str(session.execute(text("SELECT nothing FROM none")))))
    assert response.status_code == 500


def _write_impatiently():
    if db.engine.dialect.name == "postgresql":
        session.execute(text("SET LOCAL lock_timeout = '10ms'"))
    session.add(Organisation(name="Second"))
    session.flush()
    return "done"


def _make_impatient(app):
    """Let SQLite give up at once instead of after five seconds."""
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        event.listen(db.engine, "connect", lambda raw, _: raw.execute("PRAGMA busy_timeout=1"))


def test_a_busy_database_asks_to_try_again(app, add_page, client):
    path = add_page(_write_impatiently)
    _make_impatient(app)
    with db.engine.connect() as other:
        other.execute(
            text(
                "INSERT INTO organisation (name, created_at, version_id)"
                " VALUES ('First', '2026-11-21 09:00:00', 1)"
            )
        )
        if db.engine.dialect.name == "postgresql":
            other.execute(text("LOCK TABLE organisation IN ACCESS EXCLUSIVE MODE"))
        response = client.post(path)
        other.rollback()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "30"
    assert _heading(response) == PAGES[503].title


def test_connections_that_ran_out_ask_to_try_again(add_page, client):
    assert client.get(add_page(_raise(PoolTimeout("none left")))).status_code == 503


def test_a_strange_host_name_is_refused_in_production(settings):
    app = create_app(replace(settings, is_production=True, base_url="https://assess.example.org"))
    response = app.test_client().get("/sign-in", headers={"Host": "evil.example"})
    assert (response.status_code, response.mimetype) == (400, "text/plain")
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("path", ["/sign-in", "/", "/nowhere", "/static/nothing", "/try"])
def test_every_answer_carries_the_headers(add_page, client, path):
    add_page(_raise(RuntimeError("a fault")))
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in headers["Content-Security-Policy"]
