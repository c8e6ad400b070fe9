"""Truth tables of who may do what with people, services and the organisation."""

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role, User
from cse_assess.accounts.policy import (
    Access,
    can_be_handed_link,
    can_deactivate,
    can_edit_person,
    can_enter,
    can_manage_people,
    can_manage_services,
    can_rename_organisation,
)
from cse_assess.errors import NotAllowed

HOME, ELSEWHERE = 1, 2
ME, SOMEBODY = 10, 11


def person_with(*roles: Role, organisation_id: int | None = HOME) -> Actor:
    return Actor(
        user_id=ME, name="Ada Example", organisation_id=organisation_id, roles=frozenset(roles)
    )


ADMINISTRATOR = person_with(Role.ADMINISTRATOR)
LEAD = person_with(Role.LEAD)
CONTRIBUTOR = person_with(Role.CONTRIBUTOR)
READER = person_with(Role.READER)
OUTSIDER = person_with(organisation_id=None)
BOTH = person_with(Role.ADMINISTRATOR, Role.LEAD)
PEOPLE = (None, ADMINISTRATOR, LEAD, CONTRIBUTOR, READER, OUTSIDER, BOTH)


@pytest.mark.parametrize(
    ("access", "answers"),
    [
        (Access.PUBLIC, (True, True, True, True, True, True, True)),
        (Access.SIGNED_IN, (False, True, True, True, True, True, True)),
        (Access.MEMBER, (False, True, True, True, True, False, True)),
        (Access.SEVERAL_SERVICES, (False, True, True, False, True, False, True)),
        (Access.MANAGER, (False, True, True, False, False, False, True)),
        (Access.LEAD, (False, False, True, False, False, False, True)),
        (Access.ADMINISTRATOR, (False, True, False, False, False, False, True)),
    ],
)
def test_each_kind_of_page_lets_in_whom_it_declares(access, answers):
    assert tuple(can_enter(each, access) for each in PEOPLE) == answers


@pytest.mark.parametrize(
    ("services", "organisation_id", "answer"), [(1, HOME, False), (2, HOME, True), (2, None, False)]
)
def test_a_contributor_needs_two_services_for_a_page_across_them(services, organisation_id, answer):
    contributor = Actor(
        user_id=ME,
        name="Ada Example",
        organisation_id=organisation_id,
        roles=frozenset({Role.CONTRIBUTOR}),
        contributes_to=frozenset(range(services)),
    )
    assert can_enter(contributor, Access.SEVERAL_SERVICES) is answer


@pytest.mark.parametrize(
    ("rule", "answers"),
    [
        (can_manage_people, (True, False, False, False, False, True)),
        (can_rename_organisation, (True, False, False, False, False, True)),
        (can_manage_services, (True, True, False, False, False, True)),
    ],
)
def test_each_right_is_that_of_its_roles(rule, answers):
    assert tuple(rule(each) for each in PEOPLE[1:]) == answers


@pytest.mark.parametrize(
    ("actor", "organisation_id", "answer"),
    [
        (ADMINISTRATOR, HOME, True),
        (ADMINISTRATOR, ELSEWHERE, False),
        (ADMINISTRATOR, None, False),
        (LEAD, HOME, False),
        (READER, HOME, False),
        (OUTSIDER, None, False),
    ],
)
def test_only_an_administrator_edits_people_and_only_their_own(actor, organisation_id, answer):
    assert can_edit_person(actor, User(id=SOMEBODY, organisation_id=organisation_id)) is answer


@pytest.mark.parametrize(
    ("actor", "user_id", "answer"),
    [(ADMINISTRATOR, SOMEBODY, True), (ADMINISTRATOR, ME, False), (LEAD, SOMEBODY, False)],
)
def test_nobody_deactivates_themselves(actor, user_id, answer):
    assert can_deactivate(actor, User(id=user_id, organisation_id=HOME)) is answer


@pytest.mark.parametrize(
    ("actor", "organisation_id", "granting", "answer"),
    [
        (ADMINISTRATOR, HOME, set(), True),
        (ADMINISTRATOR, HOME, {HOME}, True),
        (ADMINISTRATOR, HOME, {ELSEWHERE}, False),
        (ADMINISTRATOR, HOME, {HOME, ELSEWHERE}, False),
        (ADMINISTRATOR, ELSEWHERE, {HOME}, False),
        (ADMINISTRATOR, None, {HOME}, True),
        (ADMINISTRATOR, None, set(), False),
        (ADMINISTRATOR, None, {HOME, ELSEWHERE}, False),
        (LEAD, HOME, set(), False),
        (LEAD, None, {HOME}, True),
        (LEAD, None, {ELSEWHERE}, False),
        (READER, HOME, set(), False),
        (READER, None, {HOME}, False),
    ],
)
def test_a_link_is_handed_to_whoever_may_see_all_that_it_opens(
    actor, organisation_id, granting, answer
):
    person = User(id=SOMEBODY, organisation_id=organisation_id)
    assert can_be_handed_link(actor, person, frozenset(granting)) is answer


def test_an_outsider_has_no_organisation_to_ask_for():
    with pytest.raises(NotAllowed):
        _ = OUTSIDER.member_of
    assert ADMINISTRATOR.member_of == HOME
