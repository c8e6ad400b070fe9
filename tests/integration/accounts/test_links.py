"""Links: set-up, invitations, resets; each works once and not for ever."""

import threading
from datetime import timedelta

import pytest
from factories.accounts import PASSWORD, actor_of, make_organisation, make_service, make_user
from sqlalchemy import select

from cse_assess import clock
from cse_assess.accounts import passwords, services
from cse_assess.accounts.models import AccountLink, Organisation, Role, User, UserSession
from cse_assess.accounts.queries import get_actor
from cse_assess.accounts.services.links import LIFE
from cse_assess.clock import today
from cse_assess.db import session, unit_of_work
from cse_assess.errors import DomainError, NotAllowed

NEW = "copper lantern voyage"
ENDED = "This link no longer works"
SET_UP_ANSWERS = {
    "organisation_name": "Harbour Council",
    "name": "Ada Example",
    "email": "ada@example.org",
    "password": NEW,
}


def make_link(person) -> str:
    """Return the path of a link for `person`, committed."""
    link = services.issue_link(actor=actor_of(person), person=person)
    session.commit()
    return link


def make_set_up_link() -> str:
    link = services.make_set_up_link()
    session.commit()
    return link


def move_clock(monkeypatch, later) -> None:
    moment = clock.now() + later
    for module in ("links", "sessions"):
        monkeypatch.setattr(f"cse_assess.accounts.services.{module}.now", lambda: moment)


def test_only_the_hash_of_a_link_is_kept(app):
    link = make_link(make_user())
    token = link.removeprefix("/link/")
    row = session.scalar(select(AccountLink))
    assert len(token) >= 43
    assert token not in row.token_hash


def test_a_link_sets_the_password_and_signs_in(client):
    person = make_user(password_hash=None)
    response = client.post(make_link(person), data={"password": NEW})
    assert response.status_code == 302
    assert client.get("/account").status_code == 200
    session.expire_all()
    assert passwords.verify_password(person.password_hash, NEW)


def test_looking_at_a_link_does_not_use_it_up(client):
    link = make_link(make_user(password_hash=None))
    for _ in range(3):
        assert client.get(link).status_code == 200
        assert client.head(link).status_code == 200
    assert client.post(link, data={"password": NEW}).status_code == 302


def test_a_link_works_once(client, app):
    link = make_link(make_user(password_hash=None))
    client.post(link, data={"password": NEW})
    again = app.test_client()
    assert again.get(link).status_code == 410
    response = again.post(link, data={"password": "another long password"})
    assert (response.status_code, ENDED in response.text) == (410, True)
    assert again.get("/account").status_code == 302


def test_a_refused_password_leaves_the_link_usable(client):
    person = make_user(password_hash=None, name="Ada Example")
    link = make_link(person)
    for refused in ("short", "password1234", "Ada Example Ada"):
        response = client.post(link, data={"password": refused})
        assert "There is a problem" in response.text
    assert client.post(link, data={"password": NEW}).status_code == 302


@pytest.mark.parametrize("has_password", [False, True], ids=["invitation", "reset"])
def test_a_link_runs_out(client, monkeypatch, has_password):
    person = make_user() if has_password else make_user(password_hash=None)
    link = make_link(person)
    purpose = session.scalar(select(AccountLink.purpose))
    assert purpose == ("password_reset" if has_password else "invitation")
    move_clock(monkeypatch, LIFE[purpose] - timedelta(minutes=1))
    assert client.get(link).status_code == 200
    move_clock(monkeypatch, LIFE[purpose])
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": NEW}).status_code == 410


def test_of_two_who_use_a_link_at_the_same_moment_one_wins(app):
    person = make_user(password_hash=None)
    token = make_link(person).removeprefix("/link/")
    barrier, outcomes = threading.Barrier(2), []

    def use(password):
        with app.app_context():
            barrier.wait()
            try:
                with unit_of_work():
                    services.accept_link(token=token, password=password)
                outcomes.append("set")
            except services.LinkEnded:
                outcomes.append("ended")
            finally:
                session.remove()

    threads = [threading.Thread(target=use, args=(each,)) for each in (NEW, NEW + " two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["ended", "set"]


def test_using_one_link_ends_the_others_and_every_session(client, app, sign_in):
    person = make_user()
    sign_in(app.test_client(), person)
    first, second = make_link(person), make_link(person)
    client.post(first, data={"password": NEW})
    assert client.get(second).status_code == 410
    session.rollback()
    assert len(session.scalars(select(UserSession)).all()) == 1


def test_a_link_of_a_deactivated_person_is_worthless(client):
    person = make_user(password_hash=None)
    link = make_link(person)
    person.deactivated_at = clock.now()
    session.commit()
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": NEW}).status_code == 410


@pytest.mark.parametrize("token", ["x", "%00", "x" * 3000, "..%2F..", "é"])
def test_a_made_up_link_is_told_as_ended(client, token):
    assert client.get(f"/link/{token}").status_code in {404, 410}
    assert client.post(f"/link/{token}", data={"password": NEW}).status_code in {404, 410}


def test_the_set_up_link_makes_the_first_organisation_and_its_administrator(client):
    response = client.post(make_set_up_link(), data=SET_UP_ANSWERS)
    assert response.status_code == 302
    person = session.scalar(select(User))
    actor = get_actor(person.id, today())
    assert actor.roles == {Role.ADMINISTRATOR, Role.LEAD}
    assert person.organisation.name == "Harbour Council"
    assert client.get("/people").status_code == 200


def test_nothing_is_kept_of_a_set_up_that_was_refused(client):
    link = make_set_up_link()
    response = client.post(link, data={**SET_UP_ANSWERS, "password": "harbourcouncil1"})
    assert "There is a problem" in response.text
    response = client.post(link, data={**SET_UP_ANSWERS, "name": "Ada\u202eelpmaxE"})
    assert "There is a problem" in response.text
    assert session.scalar(select(Organisation)) is None
    assert client.post(link, data=SET_UP_ANSWERS).status_code == 302


def test_a_taken_organisation_name_is_told_at_its_own_field(client):
    make_organisation(name="Harbour Council")
    response = client.post(make_set_up_link(), data=SET_UP_ANSWERS)
    assert 'href="#organisation_name"' in response.text


def test_there_is_no_set_up_link_once_somebody_has_an_account(app):
    make_user()
    with pytest.raises(DomainError):
        services.make_set_up_link()


def test_a_set_up_link_dies_with_the_first_account(client):
    link = make_set_up_link()
    make_user()
    assert client.post(link, data=SET_UP_ANSWERS).status_code == 410


def test_a_newer_set_up_link_ends_the_older(client):
    first, second = make_set_up_link(), make_set_up_link()
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_a_set_up_link_cannot_be_used_as_a_persons_and_the_other_way_round(app):
    token = make_set_up_link().removeprefix("/link/")
    with pytest.raises(services.LinkEnded):
        services.accept_link(token=token, password=NEW)
    session.rollback()
    token = make_link(make_user(password_hash=None)).removeprefix("/link/")
    with pytest.raises(services.LinkEnded):
        services.set_up(token=token, **SET_UP_ANSWERS)


def test_an_administrator_invites_and_is_shown_the_link(client, sign_in, app):
    administrator = make_user(Role.ADMINISTRATOR)
    service = make_service(administrator.organisation)
    sign_in(client, administrator)
    response = client.post(
        "/people/invite",
        data={
            "name": "Bea Example",
            "email": "bea@example.org",
            "roles": ["contributor", "reader"],
            "contributes_to": [service.id],
        },
    )
    link = response.text.partition('value="http://127.0.0.1:8000')[2].partition('"')[0]
    assert link.startswith("/link/")
    guest = app.test_client()
    assert "Bea Example" in guest.get(link).text
    guest.post(link, data={"password": NEW})
    assert guest.get("/services").status_code == 200


def test_an_administrator_makes_a_new_link_and_the_old_one_dies(client, sign_in):
    administrator = make_user(Role.ADMINISTRATOR)
    person = make_user(Role.READER, administrator.organisation, password_hash=None)
    old = make_link(person)
    sign_in(client, administrator)
    response = client.post(f"/people/{person.id}/link")
    assert response.status_code == 200
    assert client.get(old).status_code == 410
    new = response.text.partition('value="http://127.0.0.1:8000')[2].partition('"')[0]
    assert client.get(new).status_code == 200


def test_a_link_for_somebody_elses_assessor_is_not_handed_over(app, monkeypatch):
    administrator = make_user(Role.ADMINISTRATOR)
    person = make_user(Role.READER, administrator.organisation)
    elsewhere = make_organisation()
    monkeypatch.setattr(
        "cse_assess.accounts.queries.list_granting_organisations",
        lambda *_: frozenset({elsewhere.id}),
    )
    with pytest.raises(NotAllowed):
        services.make_link(actor=actor_of(administrator), person=person)


def test_a_link_signs_out_whoever_was_signed_in_before(client, sign_in):
    other = make_user()
    sign_in(client, other)
    person = make_user(password_hash=None, name="Cara Example")
    client.post(make_link(person), data={"password": NEW})
    assert "Cara Example" in client.get("/account").text


def test_a_password_is_never_shown_again(client):
    link = make_link(make_user(password_hash=None))
    response = client.post(link, data={"password": "tooshort#1"})
    assert "tooshort#1" not in response.text
    assert PASSWORD not in response.text
