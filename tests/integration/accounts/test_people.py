"""The people of an organisation, through the pages and the services behind them."""

import re
import threading

import pytest
from factories.accounts import (
    PASSWORD,
    actor_of,
    make_service,
    make_user,
)
from markupsafe import escape
from sqlalchemy import select

from cse_assess.accounts import services
from cse_assess.accounts.models import Role, User
from cse_assess.accounts.queries import count_administrators, get_actor, get_member
from cse_assess.accounts.words import ROLE_EXPLANATIONS
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import verify_chain
from cse_assess.clock import today
from cse_assess.db import session, unit_of_work
from cse_assess.errors import DomainError, NotAllowed, NotFound


def person_form(person, **changes):
    session.refresh(person)
    return {
        "name": person.name,
        "roles": [each.role for each in person.role_assignments],
        "version": person.version_id,
        **changes,
    }


def roles_of(person) -> frozenset[Role]:
    session.rollback()
    return get_actor(person.id, today()).roles


def test_the_list_shows_who_may_do_what_and_who_is_only_invited(page, administrator):
    service = make_service(administrator.organisation, name="Libraries")
    make_user(contributes_to=(service,), name="Bea Example")
    make_user(Role.READER, administrator.organisation, password_hash=None)
    make_user(name="Somebody Elsewhere")
    text = page.get("/people").text
    assert "Contributor: Libraries" in text
    assert "Invited" in text
    assert "Somebody Elsewhere" not in text


def test_the_list_takes_as_many_queries_for_one_person_as_for_many(
    page, administrator, count_queries
):
    def count() -> int:
        with count_queries() as queries:
            assert page.get("/people").status_code == 200
        return len(queries)

    before = count()
    for _ in range(5):
        service = make_service(administrator.organisation)
        make_user(contributes_to=(service,))
    assert count() == before <= 6


def test_each_group_of_boxes_says_what_it_is_and_each_role_what_it_lets_one_do(page, administrator):
    make_service(administrator.organisation)
    legends = re.findall(r"<legend[^>]*>\s*(.*?)\s*</legend>", page.get("/people/invite").text)
    assert legends == ["Roles", "Services that a contributor works on"]
    for explanation in ROLE_EXPLANATIONS.values():
        assert str(escape(explanation)) in page.get("/people/invite").text


def test_a_taken_address_is_refused_wherever_it_is_taken(page):
    make_user(email="taken@example.org")
    response = page.post(
        "/people/invite",
        data={"name": "Bea", "email": "Taken@Example.org", "roles": ["reader"]},
    )
    assert "already an account with this email address" in response.text


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"roles": []}, "Select at least one role"),
        ({"roles": ["contributor"]}, "Select the services"),
        ({"roles": ["king"]}, "problem"),
        ({"name": ""}, "Enter their name"),
        ({"name": "A\nBcc: eve@example.org"}, "problem"),
        ({"name": "x" * 300}, "200 characters or fewer"),
        ({"email": "b\u0435a@example.org"}, "correct format"),
        ({"email": ""}, "Enter their email address"),
    ],
)
def test_an_unfit_invitation_is_refused_and_leaves_nothing(page, changes, words):
    data = {"name": "Bea", "email": "bea@example.org", "roles": ["reader"], **changes}
    assert words in page.post("/people/invite", data=data).text
    assert session.scalar(select(User).where(User.email == "bea@example.org")) is None


def test_a_contributor_is_never_given_another_organisations_service(page, administrator):
    foreign = make_service()
    own = make_user(Role.READER, administrator.organisation)
    make_service(administrator.organisation)
    data = person_form(own, roles=["contributor"], contributes_to=[foreign.id])
    assert "problem" in page.post(f"/people/{own.id}", data=data).text
    with pytest.raises(DomainError, match="your own organisation"):
        services.edit_person(
            actor=actor_of(administrator),
            person=own,
            version_id=own.version_id,
            name=own.name,
            roles={Role.CONTRIBUTOR},
            contributes_to=[foreign.id],
        )


def test_roles_are_changed_and_hold_from_the_next_page_on(page, administrator, app, sign_in):
    person = make_user(Role.READER, administrator.organisation)
    other = sign_in(app.test_client(), person)
    assert other.get("/people").status_code == 403
    page.post(f"/people/{person.id}", data=person_form(person, roles=["administrator", "lead"]))
    assert roles_of(person) == {Role.ADMINISTRATOR, Role.LEAD}
    assert other.get("/people").status_code == 200


def test_two_who_edit_the_same_person_lose_nothing(page, administrator):
    person = make_user(Role.READER, administrator.organisation)
    stale = person_form(person, roles=["lead"])
    page.post(f"/people/{person.id}", data=person_form(person, roles=["administrator"]))
    response = page.post(f"/people/{person.id}", data=stale)
    assert "Somebody else changed this" in response.text
    assert roles_of(person) == {Role.ADMINISTRATOR}


def test_a_form_without_its_version_is_told_as_stale(page, administrator):
    person = make_user(Role.READER, administrator.organisation)
    data = person_form(person)
    del data["version"]
    assert "Somebody else changed this" in page.post(f"/people/{person.id}", data=data).text


def test_the_last_administrator_stays_one(page, administrator):
    data = person_form(administrator, roles=["reader"])
    assert "last administrator" in page.post(f"/people/{administrator.id}", data=data).text
    assert roles_of(administrator) == {Role.ADMINISTRATOR}


def test_deactivating_asks_once_more_then_signs_the_person_out(page, administrator, app, sign_in):
    person = make_user(Role.READER, administrator.organisation)
    other = sign_in(app.test_client(), person)
    assert "Deactivate" in page.get(f"/people/{person.id}/deactivate").text
    assert other.get("/account").status_code == 200
    page.post(f"/people/{person.id}/deactivate")
    assert other.get("/account").status_code == 302
    response = other.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    assert response.status_code == 200


def test_a_reactivated_person_has_roles_and_password_as_before(page, administrator, app):
    person = make_user(Role.LEAD, administrator.organisation)
    page.post(f"/people/{person.id}/deactivate")
    page.post(f"/people/{person.id}/reactivate")
    other = app.test_client()
    other.post("/sign-in", data={"email": person.email, "password": PASSWORD})
    assert other.get("/services/new").status_code == 200


def test_nobody_deactivates_themselves(page, administrator):
    make_user(Role.ADMINISTRATOR, administrator.organisation)
    assert page.post(f"/people/{administrator.id}/deactivate").status_code == 403


def test_a_deactivated_administrator_does_not_count(administrator, app):
    other = make_user(Role.ADMINISTRATOR, administrator.organisation)
    actor = actor_of(administrator)
    services.deactivate_person(actor=actor, person=other)
    session.commit()
    assert count_administrators(administrator.organisation_id) == 1


def test_two_administrators_who_end_each_other_at_once_leave_one(administrator, app):
    other = make_user(Role.ADMINISTRATOR, administrator.organisation)
    barrier, outcomes = threading.Barrier(2), []

    def end(actor, user_id, organisation_id):
        with app.app_context():
            barrier.wait()
            try:
                with unit_of_work():
                    person = get_member(user_id, organisation_id)
                    services.deactivate_person(actor=actor, person=person)
                outcomes.append("ended")
            except DomainError:
                outcomes.append("refused")
            finally:
                session.remove()

    home = administrator.organisation_id
    pairs = [(actor_of(administrator), other.id), (actor_of(other), administrator.id)]
    session.commit()
    threads = [threading.Thread(target=end, args=(*pair, home)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    session.rollback()
    assert sorted(outcomes) == ["ended", "refused"]
    assert count_administrators(home) == 1


def test_the_records_chain_holds_after_all_of_this(page, administrator):
    person = make_user(Role.READER, administrator.organisation)
    page.post(f"/people/{person.id}", data=person_form(person, roles=["lead"]))
    page.post(f"/people/{person.id}/deactivate")
    page.post(f"/people/{person.id}/reactivate")
    session.rollback()
    actions = session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)).all()
    assert actions == ["user.edited", "user.deactivated", "user.reactivated"]
    assert list(verify_chain()) == []


def test_a_deactivated_person_is_no_actor(app):
    person = make_user()
    person.deactivated_at = person.created_at
    session.commit()
    with pytest.raises(NotFound):
        get_actor(person.id, today())


@pytest.mark.parametrize("role", [Role.LEAD, Role.READER])
def test_the_services_refuse_whoever_is_no_administrator(app, role):
    actor_person = make_user(role)
    actor = actor_of(actor_person)
    person = make_user(Role.READER, actor_person.organisation)
    with pytest.raises(NotAllowed):
        services.invite_user(actor=actor, email="b@example.org", name="B", roles={Role.READER})
    with pytest.raises(NotAllowed):
        services.deactivate_person(actor=actor, person=person)
    with pytest.raises(NotAllowed):
        services.reactivate_person(actor=actor, person=person)
    with pytest.raises(NotAllowed):
        services.make_link(actor=actor, person=person)
    with pytest.raises(NotAllowed):
        services.rename_self(actor=actor, person=person, name="B")
