"""One transaction for each request, committed in one place."""

import pytest
from flask import Response, abort
from sqlalchemy import event, text

from cse_assess.accounts.models import Organisation
from cse_assess.db import db, session
from cse_assess.errors import DomainError
from cse_assess.web.flashes import confirm
from cse_assess.web.transactions import refuse_commit, write_after_reading


def _add(name="Riverton Council"):
    session.add(Organisation(name=name))
    session.flush()


def _add_and_then(act):
    def view():
        _add()
        act()
        return "done"

    return view


def _refuse_in_the_domain():
    raise DomainError("Choose another name.")


def _fail():
    raise RuntimeError("a fault")


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_page_that_is_read_cannot_write(add_page, client, organisation_names, method):
    path = add_page(_add_and_then(lambda: None))
    assert client.open(path, method=method).status_code == 500
    assert organisation_names() == []


def test_reading_leaves_the_database_writable(add_page, client, organisation_names):
    client.get(add_page(lambda: "read"))
    _add("Written after")
    session.commit()
    assert organisation_names() == ["Written after"]


def test_an_unsafe_request_that_succeeds_is_kept(add_page, client, organisation_names):
    path = add_page(_add_and_then(lambda: None))
    assert client.post(path).status_code == 200
    assert organisation_names() == ["Riverton Council"]


def test_a_request_is_committed_once(add_page, client):
    commits = []
    path = add_page(_add_and_then(lambda: None))
    event.listen(db.engine, "commit", commits.append)
    client.post(path)
    assert len(commits) == 1


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda: abort(400), 400),
        (lambda: abort(503), 503),
        (_refuse_in_the_domain, 400),
        (_fail, 500),
        (refuse_commit, 200),
    ],
)
def test_an_unsafe_request_that_fails_leaves_nothing(
    add_page, client, organisation_names, act, status
):
    assert client.post(add_page(_add_and_then(act))).status_code == status
    assert organisation_names() == []


def test_a_commit_that_fails_confirms_nothing(add_page, show_page, client, organisation_names):
    def view():
        session.add_all([Organisation(name="Same"), Organisation(name="Same")])
        confirm("Both were added")
        return "done"

    response = client.post(add_page(view))
    assert response.status_code == 409
    assert "done" not in response.text
    assert "Both were added" not in client.get(show_page).text
    assert organisation_names() == []


def test_a_commit_that_succeeds_is_confirmed_on_the_next_page(add_page, show_page, client):
    client.post(add_page(lambda: confirm("It was added") or "done"))
    assert "It was added" in client.get(show_page).text


def test_the_second_of_two_writers_is_told_of_the_conflict(add_page, client, organisation_names):
    _add("Old name")
    session.commit()

    def view():
        organisation = session.query(Organisation).one()
        session.execute(text("UPDATE organisation SET name = 'Theirs', version_id = 2"))
        organisation.name = "Mine"
        return "done"

    response = client.post(add_page(view))
    assert response.status_code == 409
    assert "Somebody else changed this first" in response.text
    assert organisation_names() == ["Old name"]


def _note(name="Noted"):
    write_after_reading(lambda: _add(name))


def test_what_is_noted_of_a_page_is_written_once_when_it_succeeds(
    add_page, client, organisation_names
):
    assert client.get(add_page(lambda: _note() or "read")).text == "read"
    assert organisation_names() == ["Noted"]


@pytest.mark.parametrize(
    ("act", "status"),
    [(lambda: abort(404), 404), (_refuse_in_the_domain, 400), (_fail, 500)],
)
def test_nothing_is_noted_of_a_page_that_fails(add_page, client, organisation_names, act, status):
    assert client.get(add_page(lambda: _note() or act())).status_code == status
    assert organisation_names() == []


def test_a_page_that_cannot_be_noted_does_not_go_out(add_page, client, organisation_names):
    def view():
        _note()
        write_after_reading(_fail)
        return "secret"

    answer = client.get(add_page(view))
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert organisation_names() == []


def test_a_download_that_streams_is_noted_before_its_first_byte(
    add_page, client, organisation_names
):
    steps = []

    def stream():
        steps.append("first byte")
        yield b"content"

    path = add_page(lambda: _note() or Response(stream()))
    event.listen(db.engine, "commit", lambda _connection: steps.append("noted"))
    assert client.get(path).get_data() == b"content"
    assert steps == ["noted", "first byte"]
    assert organisation_names() == ["Noted"]


def test_the_page_itself_still_cannot_write(add_page, client, organisation_names):
    path = add_page(lambda: _note() or _add("Written while reading") or "read")
    assert client.get(path).status_code == 500
    assert organisation_names() == []


def test_what_is_noted_of_a_change_is_kept_or_lost_with_it(add_page, client, organisation_names):
    path = add_page(_add_and_then(_note))
    refused = add_page(lambda: _note("Lost") or refuse_commit() or "refused", "/refused")
    assert client.post(path).status_code == 200
    assert client.post(refused).status_code == 200
    assert organisation_names() == ["Noted", "Riverton Council"]


def test_reading_leaves_the_database_writable_after_something_was_noted(
    add_page, client, organisation_names
):
    client.get(add_page(lambda: _note() or "read"))
    _add("Written after")
    session.commit()
    assert organisation_names() == ["Noted", "Written after"]
