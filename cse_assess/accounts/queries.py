"""What is read of organisations, services and people."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import joinedload, selectinload

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import (
    AccountLink,
    AssessorGrant,
    Organisation,
    Role,
    RoleAssignment,
    Service,
    User,
    UserSession,
)
from cse_assess.accounts.tokens import hash_token
from cse_assess.db import session
from cse_assess.errors import NotFound


def get_actor(user_id: int, on: date) -> Actor:
    """Return the person as the policies see them on the day `on`, in two queries.

    Raises `NotFound` where there is no such person or their account is deactivated.
    """
    actor = _find_actor(User.id == user_id, on)
    if actor is None:
        raise NotFound("This person cannot sign in.")
    return actor


def find_signed_in(token: str, at: datetime, on: date) -> Actor | None:
    """Return whose session `token` opened, where it has not ended at `at`, in two queries."""
    owner = select(UserSession.user_id).where(
        UserSession.token_hash == hash_token(token), UserSession.expires_at > at
    )
    return _find_actor(User.id.in_(owner), on)


def _find_actor(is_person: ColumnElement[bool], on: date) -> Actor | None:
    rows = session.execute(
        select(
            User.id,
            User.name,
            User.organisation_id,
            RoleAssignment.role,
            RoleAssignment.service_id,
        )
        .outerjoin(RoleAssignment, RoleAssignment.user_id == User.id)
        .where(is_person, User.deactivated_at.is_(None))
    ).all()
    return _make_actor(rows, _list_assessed(rows[0].id, on)) if rows else None


def _list_assessed(user_id: int, on: date) -> Sequence[int]:
    return session.scalars(
        select(AssessorGrant.assessment_id).where(
            AssessorGrant.user_id == user_id, AssessorGrant.ends_on >= on
        )
    ).all()


def _make_actor(rows: Sequence[Any], assesses: Sequence[int]) -> Actor:
    first = rows[0]
    return Actor(
        user_id=first.id,
        name=first.name,
        organisation_id=first.organisation_id,
        roles=frozenset(Role(row.role) for row in rows if row.role),
        contributes_to=frozenset(row.service_id for row in rows if row.service_id),
        assesses=frozenset(assesses),
    )


def find_user_by_email(email: str) -> User | None:
    """Return the person of the normalised address `email`, of whatever organisation."""
    return session.scalar(select(User).where(User.email == email))


def get_user(user_id: int) -> User:
    """Return the person, of whatever organisation; raise `NotFound` where there is none."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("There is no such person.")
    return user


def get_own_account(actor: Actor) -> User:
    """Return the actor's own row with organisation and roles; raise `NotFound` for a script."""
    person = session.scalar(
        select(User)
        .where(User.id == actor.user_id)
        .options(
            joinedload(User.organisation),
            selectinload(User.role_assignments).joinedload(RoleAssignment.service),
        )
    )
    if person is None:
        raise NotFound("There is no such person.")
    return person


def get_member(user_id: int, organisation_id: int) -> User:
    """Return a person of the organisation with their roles; raise `NotFound` otherwise."""
    user = session.scalar(
        select(User)
        .where(User.id == user_id, User.organisation_id == organisation_id)
        .options(selectinload(User.role_assignments).joinedload(RoleAssignment.service))
    )
    if user is None:
        raise NotFound("There is no such person in your organisation.")
    return user


def list_people(organisation_id: int) -> Sequence[User]:
    """Return those of the organisation who are not deactivated, by name."""
    return session.scalars(
        select(User)
        .where(User.organisation_id == organisation_id, User.deactivated_at.is_(None))
        .order_by(func.lower(User.name), User.id)
    ).all()


def list_members(organisation_id: int) -> Sequence[User]:
    """Return everybody of the organisation with roles and services, in use first, by name."""
    return session.scalars(
        select(User)
        .where(User.organisation_id == organisation_id)
        .options(selectinload(User.role_assignments).joinedload(RoleAssignment.service))
        .order_by(User.deactivated_at.is_not(None), func.lower(User.name), User.id)
    ).all()


def list_leads(organisation_id: int) -> Sequence[User]:
    """Return the organisation's improvement leads who are not deactivated, by name."""
    leads = select(RoleAssignment.user_id).where(RoleAssignment.role == Role.LEAD)
    return session.scalars(
        select(User)
        .where(
            User.organisation_id == organisation_id,
            User.deactivated_at.is_(None),
            User.id.in_(leads),
        )
        .order_by(func.lower(User.name), User.id)
    ).all()


def count_administrators(organisation_id: int) -> int:
    """Count the organisation's administrators whose accounts are not deactivated."""
    return (
        session.scalar(
            select(func.count())
            .select_from(User)
            .join(RoleAssignment, RoleAssignment.user_id == User.id)
            .where(
                User.organisation_id == organisation_id,
                User.deactivated_at.is_(None),
                RoleAssignment.role == Role.ADMINISTRATOR,
            )
        )
        or 0
    )


def has_users() -> bool:
    """Tell whether anybody has an account in this installation."""
    return bool(session.scalar(select(exists().where(User.id.is_not(None)))))


def list_organisations() -> Sequence[Organisation]:
    """Return all organisations of the installation, by name."""
    return session.scalars(select(Organisation).order_by(Organisation.name)).all()


def find_organisation(name: str) -> Organisation | None:
    """Return the organisation of exactly this name."""
    return session.scalar(select(Organisation).where(Organisation.name == name))


def get_organisation(organisation_id: int) -> Organisation:
    """Return the organisation; raise `NotFound` where there is none."""
    organisation = session.scalar(select(Organisation).where(Organisation.id == organisation_id))
    if organisation is None:
        raise NotFound("There is no such organisation.")
    return organisation


def list_services(organisation_id: int) -> Sequence[Service]:
    """Return the organisation's services, by name."""
    return session.scalars(
        select(Service)
        .where(Service.organisation_id == organisation_id)
        .order_by(func.lower(Service.name), Service.id)
    ).all()


def get_service(service_id: int, organisation_id: int) -> Service:
    """Return a service of the organisation; raise `NotFound` otherwise."""
    service = session.scalar(
        select(Service).where(Service.id == service_id, Service.organisation_id == organisation_id)
    )
    if service is None:
        raise NotFound("There is no such service in your organisation.")
    return service


def list_contributors(organisation_id: int) -> dict[int, list[User]]:
    """Return who contributes to each service, by service id; names in order."""
    rows = session.execute(
        select(Service.id, User)
        .join(RoleAssignment, RoleAssignment.service_id == Service.id)
        .join(User, User.id == RoleAssignment.user_id)
        .where(
            User.organisation_id == organisation_id,
            User.deactivated_at.is_(None),
        )
        .order_by(func.lower(User.name), User.id)
    )
    found: dict[int, list[User]] = {}
    for service_id, user in rows:
        found.setdefault(service_id, []).append(user)
    return found


def list_grants(assessment_id: int) -> Sequence[AssessorGrant]:
    """Return who may assess the assessment or once might, with the person, oldest first."""
    return session.scalars(
        select(AssessorGrant)
        .where(AssessorGrant.assessment_id == assessment_id)
        .options(joinedload(AssessorGrant.user))
        .order_by(AssessorGrant.id)
    ).all()


def has_grants(user_id: int | None) -> bool:
    """Tell whether the person may assess something, or once might."""
    wanted = exists().where(AssessorGrant.user_id == user_id)
    return bool(session.scalar(select(wanted)))


def find_grant(user_id: int, assessment_id: int) -> AssessorGrant | None:
    """Return the person's grant for the assessment, ended or not."""
    return session.scalar(
        select(AssessorGrant).where(
            AssessorGrant.user_id == user_id, AssessorGrant.assessment_id == assessment_id
        )
    )


def list_granting_organisations(user_id: int, on: date) -> frozenset[int]:
    """Return the organisations whose assessments the person may assess on the day `on`."""
    return frozenset(
        session.scalars(
            select(AssessorGrant.organisation_id).where(
                AssessorGrant.user_id == user_id, AssessorGrant.ends_on >= on
            )
        )
    )


def find_open_link(token: str, at: datetime) -> AccountLink | None:
    """Return the link of `token` with its person where it can still be used at `at`."""
    return session.scalar(
        select(AccountLink)
        .where(
            AccountLink.token_hash == hash_token(token),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > at,
        )
        .options(joinedload(AccountLink.user).joinedload(User.organisation))
    )
