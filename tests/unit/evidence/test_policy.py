"""Who may see, open and change evidence: the truth table."""

import pytest

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.evidence import policy
from cse_assess.evidence.models import EvidenceItem

OWNER, ADDER, OTHER = 1, 2, 3


def actor(role, user_id=OTHER, organisation_id=10):
    roles = frozenset({role} if role else ())
    return Actor(user_id, "Somebody", organisation_id, roles=roles)


def item(*, is_confidential):
    return EvidenceItem(
        organisation_id=10,
        owner_id=OWNER,
        created_by_id=ADDER,
        is_confidential=is_confidential,
    )


# role, person, sees, opens, opens confidential, changes
TABLE = [
    (Role.ADMINISTRATOR, OTHER, True, True, True, True),
    (Role.LEAD, OTHER, True, True, True, True),
    (Role.CONTRIBUTOR, OTHER, True, True, False, False),
    (Role.CONTRIBUTOR, OWNER, True, True, True, True),
    (Role.CONTRIBUTOR, ADDER, True, True, True, True),
    (Role.READER, OTHER, True, True, False, False),
    (Role.READER, OWNER, True, True, True, False),
    (None, OTHER, False, False, False, False),
]


@pytest.mark.parametrize("row", TABLE)
def test_each_role_may_do_what_the_table_says(row):
    role, person, sees, opens, opens_confidential, edits = row
    who = actor(role, person)
    public, confidential = item(is_confidential=False), item(is_confidential=True)
    assert policy.can_see_item(who, public) is sees
    assert policy.can_open_item(who, public) is opens
    assert policy.can_open_item(who, confidential) is opens_confidential
    assert policy.can_edit_item(who, public) is edits
    assert policy.can_edit_item(who, confidential) is edits


@pytest.mark.parametrize("role", list(Role))
def test_nobody_may_do_anything_with_evidence_of_another_organisation(role):
    stranger = actor(role, OWNER, organisation_id=11)
    for each in (item(is_confidential=False), item(is_confidential=True)):
        assert not policy.can_see_item(stranger, each)
        assert not policy.can_open_item(stranger, each)
        assert not policy.can_edit_item(stranger, each)


def test_an_assessor_has_no_right_of_their_own_in_the_library():
    assessor = Actor(OTHER, "Assessor", None, assesses=frozenset({5}))
    assert not policy.can_add_evidence(assessor)
    assert not policy.can_open_item(assessor, item(is_confidential=False))


def test_the_command_line_is_nobodys_owner():
    system = Actor.system(10)
    assert policy.can_edit_item(system, item(is_confidential=True))
    orphan = EvidenceItem(organisation_id=10, is_confidential=True)
    nobody = Actor(None, "Script", 10, roles=frozenset({Role.CONTRIBUTOR}))
    assert not policy.can_open_item(nobody, orphan)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.ADMINISTRATOR, True),
        (Role.LEAD, True),
        (Role.CONTRIBUTOR, True),
        (Role.READER, False),
        (None, False),
    ],
)
def test_everybody_but_readers_adds_evidence(role, may):
    assert policy.can_add_evidence(actor(role)) is may


def test_a_closed_item_shows_no_title():
    secret = EvidenceItem(title="Grievance figures", is_confidential=True)
    assert policy.shown_title(secret, is_open=False) == "Confidential evidence"
    assert policy.shown_title(secret, is_open=True) == "Grievance figures"
