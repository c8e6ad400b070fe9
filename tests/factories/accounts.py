"""Organisations, services and people for the tests, committed."""

from datetime import timedelta
from itertools import count

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import (
    AssessorGrant,
    Organisation,
    Role,
    RoleAssignment,
    Service,
    User,
)
from cse_assess.accounts.passwords import hash_password
from cse_assess.accounts.queries import get_actor
from cse_assess.clock import today
from cse_assess.db import session

PASSWORD = "mended kettle harbour"
PASSWORD_HASH = hash_password(PASSWORD)

_numbers = count(1)


def make_organisation(**values) -> Organisation:
    """Make an organisation; its name is new unless one is given."""
    return _keep(Organisation(**{"name": f"Organisation {next(_numbers)}", **values}))


def make_service(organisation: Organisation | None = None, **values) -> Service:
    """Make a service, in a new organisation unless one is given."""
    organisation = organisation or make_organisation()
    name = f"Service {next(_numbers)}"
    return _keep(Service(**{"organisation_id": organisation.id, "name": name, **values}))


def make_user(
    role: Role | str | None = Role.LEAD,
    organisation: Organisation | None = None,
    contributes_to: tuple[Service, ...] = (),
    roles: tuple[Role, ...] = (),
    **values,
) -> User:
    """Make a person who can sign in with `PASSWORD`.

    `roles` goes before `role`. `contributes_to` makes a contributor of those services, in their
    organisation. Without organisation they are in a new one.
    """
    if contributes_to:
        organisation = organisation or contributes_to[0].organisation
    if "organisation_id" not in values:
        values["organisation_id"] = (organisation or make_organisation()).id
    number = next(_numbers)
    person = User(
        **{
            "email": f"person{number}@example.org",
            "name": f"Person {number}",
            "password_hash": PASSWORD_HASH,
            **values,
        }
    )
    person.role_assignments = _assign(role, roles, contributes_to)
    return _keep(person)


def _assign(role, roles, contributes_to) -> list[RoleAssignment]:
    named = set(roles) or ({Role(role)} if role else set())
    plain = sorted(named - {Role.CONTRIBUTOR})
    if contributes_to and not roles:
        plain = []
    return [RoleAssignment(role=each.value) for each in plain] + [
        RoleAssignment(role=Role.CONTRIBUTOR.value, service_id=service.id)
        for service in contributes_to
    ]


def make_assessor(assessment=None, *, ends_on=None, **values) -> User:
    """Make a person without organisation who may assess `assessment` (until in 30 days)."""
    person = make_user(role=None, organisation_id=None, **values)
    if assessment is not None:
        make_grant(person, assessment, ends_on=ends_on)
    return person


def make_grant(person: User, assessment, *, ends_on=None) -> AssessorGrant:
    """Let `person` assess `assessment` until `ends_on`, in 30 days unless one is given."""
    return _keep(
        AssessorGrant(
            user_id=person.id,
            assessment_id=assessment.id,
            organisation_id=assessment.organisation_id,
            ends_on=ends_on or today() + timedelta(days=30),
        )
    )


def actor_of(person: User) -> Actor:
    """Return `person` as the policies see them today."""
    return get_actor(person.id, today())


def _keep(row):
    session.add(row)
    session.flush()
    session.commit()
    return row
