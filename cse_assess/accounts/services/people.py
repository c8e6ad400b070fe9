"""People of an organisation: added, renamed, given roles, deactivated and let back in."""

from collections.abc import Iterable

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role, User
from cse_assess.accounts.passwords import hash_password
from cse_assess.accounts.policy import can_deactivate, can_edit_person
from cse_assess.accounts.services.links import end_links
from cse_assess.accounts.services.organisations import CHANGED_MEANWHILE
from cse_assess.accounts.services.recording import record
from cse_assess.accounts.services.roles import (
    assign_roles,
    describe_roles,
    require_other_administrator,
)
from cse_assess.accounts.services.sessions import end_all_sessions
from cse_assess.accounts.text import clean_name, normalise_email
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed


def create_user(
    *,
    actor: Actor,
    organisation_id: int | None,
    email: str,
    name: str,
    password: str | None = None,
    roles: Iterable[Role] = (),
    contributes_to: Iterable[int] = (),
) -> User:
    """Add a person; without a password they need a link before they can sign in.

    `contributes_to` are ids of services. A person without organisation (an outside assessor) has
    no roles. Raises `DomainError` where the address is unfit or has an account, and for unfit
    roles. The caller checks that the actor may, and what the password is like.
    """
    email = normalise_email(email)
    if queries.find_user_by_email(email) is not None:
        raise DomainError("There is already an account with this email address", field="email")
    person = User(
        organisation_id=organisation_id,
        email=email,
        name=clean_name(name, field="name", what="Name"),
        password_hash=hash_password(password) if password is not None else None,
    )
    session.add(person)
    if organisation_id is not None:
        assign_roles(person, roles, contributes_to)
    session.flush()
    action = AuditAction.USER_INVITED if password is None else AuditAction.USER_CREATED
    record(action, person, actor=actor, email=email, roles=describe_roles(person))
    return person


def edit_person(
    *,
    actor: Actor,
    person: User,
    version_id: int | None,
    name: str,
    roles: Iterable[Role],
    contributes_to: Iterable[int],
) -> None:
    """Change name and roles; raise `NotAllowed`, `Conflict` or `DomainError`.

    The last administrator stays one.
    """
    if not can_edit_person(actor, person):
        raise NotAllowed("Only an administrator can change what a person may do.")
    if person.version_id != version_id:
        raise Conflict(f"{CHANGED_MEANWHILE} the present state.")
    roles = frozenset(roles)
    if Role.ADMINISTRATOR not in roles:
        require_other_administrator(person)
    before = {"name": person.name, "roles": describe_roles(person)}
    person.name = clean_name(name, field="name", what="Name")
    assign_roles(person, roles, contributes_to)
    session.flush()
    after = {"name": person.name, "roles": describe_roles(person)}
    record(AuditAction.USER_EDITED, person, actor=actor, before=before, after=after)


def rename_self(*, actor: Actor, person: User, name: str) -> None:
    """Change the actor's own name; raise `NotAllowed` for another's, `DomainError` if unfit."""
    if person.id != actor.user_id:
        raise NotAllowed("You can only change your own name here.")
    before = person.name
    person.name = clean_name(name, field="name", what="Name")
    session.flush()
    record(AuditAction.USER_EDITED, person, actor=actor, before=before, after=person.name)


def deactivate_person(*, actor: Actor, person: User) -> None:
    """End the account: sessions and links die at once, what the person did stays on record.

    Raises `NotAllowed`, also for the actor's own account, and `DomainError` for the last
    administrator.
    """
    if not can_deactivate(actor, person):
        raise NotAllowed("You cannot deactivate this account.")
    require_other_administrator(person)
    person.deactivated_at = now()
    end_all_sessions(user=person)
    end_links(person=person)
    session.flush()
    record(AuditAction.USER_DEACTIVATED, person, actor=actor)


def reactivate_person(*, actor: Actor, person: User) -> None:
    """Let a deactivated person sign in again with their old password; raise `NotAllowed`."""
    if not can_edit_person(actor, person):
        raise NotAllowed("Only an administrator can let a person back in.")
    person.deactivated_at = None
    session.flush()
    record(AuditAction.USER_REACTIVATED, person, actor=actor)
