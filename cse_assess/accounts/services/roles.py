"""What roles a person is given, and the rule that an organisation keeps an administrator."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm.attributes import flag_modified

from cse_assess.accounts import queries
from cse_assess.accounts.models import Organisation, Role, RoleAssignment, User
from cse_assess.db import session
from cse_assess.errors import DomainError


def assign_roles(person: User, roles: Iterable[Role], contributes_to: Iterable[int]) -> None:
    """Give `person` exactly these roles; a contributor's are for the services of these ids.

    Raises `DomainError` without a role, for a contributor without a service and for a service of
    another organisation.
    """
    wanted = _wanted_keys(frozenset(roles), frozenset(contributes_to), person)
    kept = [each for each in person.role_assignments if _key(each) in wanted]
    added = sorted(wanted - {_key(each) for each in kept}, key=str)
    person.role_assignments = [
        *kept,
        *(RoleAssignment(role=role, service_id=service_id) for role, service_id in added),
    ]
    # The roles are rows of their own; the person's version must tell that they changed.
    flag_modified(person, "name")


def describe_roles(person: User) -> list[str]:
    """Return the roles as short texts for the record, in a fixed order."""
    return sorted(
        each.role if each.service_id is None else f"{each.role} of service {each.service_id}"
        for each in person.role_assignments
    )


def require_other_administrator(person: User) -> None:
    """Raise `DomainError` where `person` is the organisation's last administrator.

    The organisation's row is locked, so that two administrators cannot end each other's accounts
    at the same moment.
    """
    session.execute(
        select(Organisation.id).where(Organisation.id == person.organisation_id).with_for_update()
    )
    if person.organisation_id is None or not _is_administrator(person):
        return
    if queries.count_administrators(person.organisation_id) <= 1:
        raise DomainError(
            f"{person.name} is the last administrator. Make somebody else an administrator first",
            field="roles",
        )


def _is_administrator(person: User) -> bool:
    return any(each.role == Role.ADMINISTRATOR for each in person.role_assignments)


def _key(assignment: RoleAssignment) -> tuple[str, int | None]:
    return assignment.role, assignment.service_id


def _wanted_keys(
    roles: frozenset[Role], contributes_to: frozenset[int], person: User
) -> set[tuple[str, int | None]]:
    if not roles:
        raise DomainError("Select at least one role", field="roles")
    keys: set[tuple[str, int | None]] = {
        (role.value, None) for role in roles if role is not Role.CONTRIBUTOR
    }
    if Role.CONTRIBUTOR in roles:
        keys |= {(Role.CONTRIBUTOR.value, each) for each in _own_services(contributes_to, person)}
    return keys


def _own_services(service_ids: frozenset[int], person: User) -> frozenset[int]:
    if person.organisation_id is None or not service_ids:
        raise DomainError("Select the services that a contributor works on", field="contributes_to")
    own = {each.id for each in queries.list_services(person.organisation_id)}
    if not service_ids <= own:
        raise DomainError("Select services of your own organisation", field="contributes_to")
    return service_ids
