"""Who may do what, as a truth table."""

from datetime import UTC, datetime

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.assessments import policy
from cse_assess.assessments.models import Assessment

OPEN = Assessment(id=1, organisation_id=1, service_id=10)
LOCKED = Assessment(
    id=1, organisation_id=1, service_id=10, locked_at=datetime(2026, 1, 1, tzinfo=UTC)
)


def person(*roles, organisation=1, contributes_to=(), assesses=()):
    return Actor(
        user_id=7,
        name="Anyone",
        organisation_id=organisation,
        roles=frozenset(roles),
        contributes_to=frozenset(contributes_to),
        assesses=frozenset(assesses),
    )


ACTORS = {
    "administrator": person(Role.ADMINISTRATOR),
    "lead": person(Role.LEAD),
    "reader": person(Role.READER),
    "contributor": person(Role.CONTRIBUTOR, contributes_to=[10]),
    "contributor elsewhere": person(Role.CONTRIBUTOR, contributes_to=[11]),
    "assessor": person(organisation=None, assesses=[1]),
    "assessor of another": person(organisation=None, assesses=[2]),
    "lead of another organisation": person(Role.LEAD, organisation=2),
    "other lead who assesses": person(Role.LEAD, organisation=2, assesses=[1]),
    "lead who assesses here too": person(Role.LEAD, assesses=[1]),
    "member without a role": person(),
}

# What each may do with one that is open: view, manage, edit; and whether they may create one.
EXPECTED = {
    "administrator": (True, True, False, True),
    "lead": (True, True, True, True),
    "reader": (True, False, False, False),
    "contributor": (True, False, True, False),
    "contributor elsewhere": (False, False, False, False),
    "assessor": (False, False, False, False),
    "assessor of another": (False, False, False, False),
    "lead of another organisation": (False, False, False, True),
    "other lead who assesses": (False, False, False, True),
    "lead who assesses here too": (True, True, True, True),
    "member without a role": (False, False, False, False),
}


@pytest.mark.parametrize("name", ACTORS)
def test_each_person_may_do_exactly_this_with_an_open_self_assessment(name):
    actor = ACTORS[name]
    assert (
        policy.can_view_assessment(actor, OPEN),
        policy.can_manage_assessment(actor, OPEN),
        policy.can_edit_response(actor, OPEN),
        policy.can_create_assessment(actor),
    ) == EXPECTED[name]


@pytest.mark.parametrize("name", ACTORS)
def test_a_locked_self_assessment_is_read_only_for_everybody(name):
    actor = ACTORS[name]
    assert not policy.can_edit_response(actor, LOCKED)
    assert policy.can_view_assessment(actor, LOCKED) == EXPECTED[name][0]


@pytest.mark.parametrize("name", ACTORS)
def test_only_a_lead_of_the_organisation_may_unlock(name):
    may = name in {"lead", "lead who assesses here too"}
    assert policy.can_unlock_assessment(ACTORS[name], LOCKED) is may
    assert not policy.can_unlock_assessment(ACTORS[name], OPEN)
