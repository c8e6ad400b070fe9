"""What a person changes of their own account."""

from factories.accounts import (
    PASSWORD,
    make_user,
)
from sqlalchemy import select

from cse_assess.accounts import passwords
from cse_assess.accounts.models import Role, UserSession
from cse_assess.db import session

NEW = "copper lantern voyage"


def test_a_person_changes_their_own_name(client, sign_in):
    person = make_user(Role.READER)
    sign_in(client, person)
    client.post("/account/name", data={"name": "Ada Renamed"})
    assert "Ada Renamed" in client.get("/account").text
    assert "problem" in client.post("/account/name", data={"name": "A\u202eb"}).text


def test_a_new_password_signs_every_other_browser_out(client, app, sign_in):
    person = make_user()
    sign_in(client, person)
    other = sign_in(app.test_client(), person)
    response = client.post("/account/password", data={"present": PASSWORD, "password": NEW})
    assert response.status_code == 302
    assert client.get("/account").status_code == 200
    assert other.get("/account").status_code == 302
    session.expire_all()
    assert passwords.verify_password(person.password_hash, NEW)


def test_the_present_password_is_asked_and_guesses_are_counted(client, sign_in):
    person = make_user()
    sign_in(client, person)
    wrong = {"present": "a wrong guess", "password": NEW}
    for _ in range(10):
        assert "not your present password" in client.post("/account/password", data=wrong).text
    right = {"present": PASSWORD, "password": NEW}
    assert client.post("/account/password", data=right).status_code == 429


def test_an_unfit_new_password_changes_and_counts_nothing(client, sign_in):
    person = make_user()
    sign_in(client, person)
    for _ in range(12):
        data = {"present": PASSWORD, "password": "password1234"}
        assert "harder to guess" in client.post("/account/password", data=data).text
    assert client.get("/account").status_code == 200


def test_signing_out_everywhere_ends_every_session(client, app, sign_in):
    person = make_user()
    sign_in(client, person)
    other = sign_in(app.test_client(), person)
    client.post("/account/sign-out-everywhere")
    assert client.get("/account").status_code == 302
    assert other.get("/account").status_code == 302
    assert session.scalar(select(UserSession)) is None
