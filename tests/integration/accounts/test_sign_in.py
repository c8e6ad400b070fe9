"""Signing in and out, through the pages."""

from datetime import timedelta

import pytest
from factories.accounts import PASSWORD, make_organisation, make_user
from sqlalchemy import func, select

from cse_assess import clock
from cse_assess.accounts import passwords
from cse_assess.accounts.models import SignInFailure, User, UserSession
from cse_assess.accounts.services.sessions import SESSION_LIFE
from cse_assess.accounts.services.throttling import (
    SIGN_IN_OF_ACCOUNT,
    SIGN_IN_OF_ADDRESS,
)
from cse_assess.audit.models import AuditEvent
from cse_assess.db import session

WRONG = "Your email address or your password is wrong"
TOO_MANY = "There were too many attempts"


def try_sign_in(client, email, password=PASSWORD, **kwargs):
    return client.post("/sign-in", data={"email": email, "password": password}, **kwargs)


def count(model) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def is_signed_in(client) -> bool:
    return client.get("/account").status_code == 200


def test_the_right_password_opens_the_account(client):
    person = make_user()
    response = try_sign_in(client, person.email)
    assert (response.status_code, response.location) == (302, "/")
    assert is_signed_in(client)


def test_the_address_is_known_in_capitals_and_full_width_letters_too(client):
    make_user(email="ada@example.org")
    assert try_sign_in(client, " ADA@Example.org ").status_code == 302
    client.post("/sign-out")
    assert try_sign_in(client, "\uff41da@example.org").status_code in {200, 302}


@pytest.mark.parametrize(
    "values",
    [
        {"password_hash": None},
        {"deactivated_at": clock.now()},
        {"email": "somebody.else@example.org"},
    ],
    ids=["without a password", "deactivated", "unknown"],
)
def test_an_account_that_cannot_be_used_answers_like_an_unknown_one(client, values):
    make_user(**{"email": "person@example.org", **values})
    response = try_sign_in(client, "person@example.org")
    assert WRONG in response.text
    assert not is_signed_in(client)


def test_a_wrong_password_is_refused_in_the_same_words(client):
    person = make_user()
    assert WRONG in try_sign_in(client, person.email, "not the password").text


def test_the_cookie_holds_a_token_whose_hash_alone_is_kept(client):
    person = make_user()
    try_sign_in(client, person.email)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    row = session.scalar(select(UserSession))
    assert len(token) >= 43
    assert token not in row.token_hash
    assert row.user_id == person.id


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client):
    person = make_user()
    header = try_sign_in(client, person.email).headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_signing_out_kills_a_copied_cookie(client, app):
    person = make_user()
    try_sign_in(client, person.email)
    copied = client.get_cookie("cse_assess").value
    client.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie("cse_assess", copied)
    assert not is_signed_in(thief)
    assert count(UserSession) == 0


def test_signing_out_twice_does_no_harm(client):
    assert client.post("/sign-out").status_code == 302


def test_a_session_ends_after_twelve_hours_however_busy(client, monkeypatch):
    person = make_user()
    try_sign_in(client, person.email)
    later = clock.now() + SESSION_LIFE
    monkeypatch.setattr("cse_assess.accounts.access.now", lambda: later - timedelta(minutes=1))
    assert is_signed_in(client)
    monkeypatch.setattr("cse_assess.accounts.access.now", lambda: later)
    assert not is_signed_in(client)


def test_sessions_that_ran_out_are_swept(client, monkeypatch):
    person = make_user()
    session.add(UserSession(user_id=person.id, token_hash="0" * 64, expires_at=clock.now()))
    session.commit()
    try_sign_in(client, person.email)
    assert count(UserSession) == 1


def test_signing_in_leaves_nothing_of_the_cookie_that_was_planted_before(client):
    person = make_user()
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody"
        cookie["_user_id"] = "a token that they know"
    try_sign_in(client, person.email)
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"] != "a token that they know"


def test_signing_in_as_somebody_else_ends_the_first_session(client):
    first, second = make_user(), make_user()
    try_sign_in(client, first.email)
    copied = client.get_cookie("cse_assess").value
    try_sign_in(client, second.email)
    client.set_cookie("cse_assess", copied)
    assert not is_signed_in(client)


def test_two_browsers_are_two_sessions(client, app):
    person, other = make_user(), app.test_client()
    try_sign_in(client, person.email)
    try_sign_in(other, person.email)
    client.post("/sign-out")
    assert is_signed_in(other)


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 500, "1"])
def test_a_made_up_token_signs_nobody_in(client, token):
    make_user()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert not is_signed_in(client)


def test_who_was_turned_away_comes_back_to_where_they_were_going(client):
    person = make_user()
    response = client.get("/services?page=2")
    assert response.location == "/sign-in?next=/services?page%3D2"
    response = client.post(response.location, data={"email": person.email, "password": PASSWORD})
    assert response.location == "/services?page=2"


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "",
    ],
)
def test_nobody_is_sent_to_another_site_after_signing_in(client, target):
    person = make_user()
    response = client.post(
        "/sign-in",
        query_string={"next": target},
        data={"email": person.email, "password": PASSWORD},
    )
    assert response.location == "/"


def test_when_somebody_signed_in_is_kept_without_a_new_version(client):
    person = make_user()
    version = person.version_id
    try_sign_in(client, person.email)
    session.expire_all()
    assert person.last_signed_in_at is not None
    assert person.version_id == version


def test_a_hash_of_another_cost_is_made_anew_at_sign_in(client):
    old = passwords.PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1)
    person = make_user(password_hash=old.hash(PASSWORD))
    try_sign_in(client, person.email)
    session.expire_all()
    assert "m=19456,t=2,p=1" in person.password_hash
    assert passwords.verify_password(person.password_hash, PASSWORD)


def test_signing_in_and_out_are_on_record(client):
    person = make_user()
    try_sign_in(client, person.email)
    client.post("/sign-out")
    actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["user.signed_in", "user.signed_out"]


def test_after_ten_failures_the_right_password_has_to_wait_too(client):
    person = make_user()
    for _ in range(SIGN_IN_OF_ACCOUNT.attempts):
        assert WRONG in try_sign_in(client, person.email, "wrong").text
    response = try_sign_in(client, person.email)
    assert response.status_code == 429
    assert TOO_MANY in response.text
    assert not is_signed_in(client)


def test_an_unknown_account_is_shut_after_as_many_failures(client):
    for _ in range(SIGN_IN_OF_ACCOUNT.attempts):
        assert WRONG in try_sign_in(client, "nobody@example.org", "wrong").text
    assert try_sign_in(client, "nobody@example.org", "wrong").status_code == 429


def test_failures_elsewhere_do_not_shut_another_account(client):
    person = make_user()
    for _ in range(SIGN_IN_OF_ACCOUNT.attempts + 1):
        try_sign_in(client, "nobody@example.org", "wrong")
    assert try_sign_in(client, person.email).status_code == 302


def test_an_address_that_tries_many_accounts_is_slowed_down(client):
    key = SIGN_IN_OF_ADDRESS.key("127.0.0.1")
    session.add_all(SignInFailure(key=key) for _ in range(SIGN_IN_OF_ADDRESS.attempts))
    session.commit()
    assert try_sign_in(client, "somebody@example.org").status_code == 429
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    response = try_sign_in(client, "somebody@example.org", environ_base=elsewhere)
    assert WRONG in response.text


def test_the_wait_is_over_after_a_quarter_of_an_hour(client, monkeypatch):
    person = make_user()
    for _ in range(SIGN_IN_OF_ACCOUNT.attempts):
        try_sign_in(client, person.email, "wrong")
    later = clock.now() + SIGN_IN_OF_ACCOUNT.window + timedelta(seconds=1)
    monkeypatch.setattr("cse_assess.accounts.services.throttling.now", lambda: later)
    assert try_sign_in(client, person.email).status_code == 302


def test_going_on_does_not_keep_an_account_shut(client):
    for _ in range(SIGN_IN_OF_ACCOUNT.attempts + 5):
        try_sign_in(client, "nobody@example.org", "wrong")
    keys = select(func.count()).where(SignInFailure.key.like("account:%"))
    session.rollback()
    assert session.scalar(keys) == SIGN_IN_OF_ACCOUNT.attempts


def test_the_right_password_forgets_the_failures_before_it(client):
    person = make_user()
    for _ in range(SIGN_IN_OF_ACCOUNT.attempts - 1):
        try_sign_in(client, person.email, "wrong")
    try_sign_in(client, person.email)
    client.post("/sign-out")
    assert WRONG in try_sign_in(client, person.email, "wrong").text
    assert try_sign_in(client, person.email).status_code == 302


def test_what_was_typed_as_an_address_is_not_kept_in_plain_text(client):
    try_sign_in(client, "my-password-by-mistake@example.org", "x")
    keys = session.scalars(select(SignInFailure.key)).all()
    assert keys
    assert not any("mistake" in key for key in keys)


def test_old_failures_are_swept(client, monkeypatch):
    try_sign_in(client, "nobody@example.org", "wrong")
    later = clock.now() + timedelta(hours=2)
    monkeypatch.setattr("cse_assess.accounts.services.throttling.now", lambda: later)
    try_sign_in(client, "another@example.org", "wrong")
    session.rollback()
    old = select(func.count()).select_from(SignInFailure).where(SignInFailure.at < later)
    assert session.scalar(old) == 2  # the two that were just written carry the real clock


@pytest.mark.parametrize(
    "email",
    ["a\x00b@example.org", "x" * 300 + "@example.org", "a@example.org\r\nBcc: b@x", "'; --", "@"],
)
def test_a_hostile_address_is_refused_and_breaks_nothing(client, email):
    response = try_sign_in(client, email)
    assert response.status_code == 200
    assert not is_signed_in(client)


def test_a_password_of_any_bytes_is_only_wrong(client):
    person = make_user()
    for password in ("\x00" * 20, "\ud83d\ude00".encode("utf-16", "surrogatepass")[2:], "x" * 500):
        assert try_sign_in(client, person.email, password).status_code == 200


def test_ten_megabytes_of_address_open_nothing(client):
    response = try_sign_in(client, "x" * 10_000_000)
    assert response.status_code in {200, 413}
    assert len(response.data) < 11_000_000
    assert not is_signed_in(client)


def test_signing_in_without_the_form_of_this_site_is_refused(client, app):
    app.config["WTF_CSRF_ENABLED"] = True
    person = make_user()
    assert try_sign_in(client, person.email).status_code == 400
    assert not is_signed_in(client)


def test_an_empty_form_says_what_is_missing(client):
    text = try_sign_in(client, "", "").text
    assert "Enter your email address" in text
    assert "Enter your password" in text


def test_loading_who_is_signed_in_takes_two_queries(client, app, sign_in, count_queries):
    person = make_user(organisation=make_organisation())
    sign_in(client, person)
    with count_queries() as queries:
        assert client.get("/people").status_code == 403
    of_the_header = [each for each in queries.statements if "FROM notice" in each]
    assert len(queries) - len(of_the_header) == 2
    assert len(of_the_header) == 1


def test_a_deactivated_person_is_out_at_once(client, sign_in):
    person = make_user()
    sign_in(client, person)
    session.get(User, person.id).deactivated_at = clock.now()
    session.commit()
    assert not is_signed_in(client)
