"""Letting people in: invitations, assessors, new links, and what a link is used for."""

from collections.abc import Iterable
from datetime import date, timedelta

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import AssessorGrant, LinkPurpose, Organisation, Role, User
from cse_assess.accounts.passwords import check_password
from cse_assess.accounts.policy import can_be_handed_link, can_manage_people
from cse_assess.accounts.services.letters import (
    ask_for_assessor_letter,
    ask_for_link_letter,
)
from cse_assess.accounts.services.links import (
    LinkEnded,
    claim_link,
    end_links,
    get_open_link,
    issue_link,
)
from cse_assess.accounts.services.organisations import create_organisation
from cse_assess.accounts.services.passwords import refuse_unfit_password, set_password
from cse_assess.accounts.services.people import create_user
from cse_assess.accounts.services.recording import record
from cse_assess.accounts.services.sessions import open_session
from cse_assess.accounts.text import normalise_email
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed


def invite_user(
    *,
    actor: Actor,
    email: str,
    name: str,
    roles: Iterable[Role],
    contributes_to: Iterable[int] = (),
    base_url: str = "",
) -> tuple[User, str]:
    """Add a person to the actor's organisation; return them and their invitation link.

    The link is also sent by letter where the installation sends any. `base_url` is put before
    the link's path. Raises `NotAllowed`, or `DomainError` as `create_user` does.
    """
    if not can_manage_people(actor):
        raise NotAllowed("Only an administrator can invite people.")
    person = create_user(
        actor=actor,
        organisation_id=actor.member_of,
        email=email,
        name=name,
        roles=roles,
        contributes_to=contributes_to,
    )
    ask_for_link_letter(person)
    return person, issue_link(actor=actor, person=person, base_url=base_url)


def make_link(*, actor: Actor, person: User, base_url: str = "") -> str:
    """Make a new link for `person`, end their earlier ones, and return it.

    Raises `NotAllowed` where the actor may not hold such a link: see `can_be_handed_link`.
    """
    if person.deactivated_at is not None or not _may_hold_link(actor, person):
        raise NotAllowed("You cannot make a link for this account.")
    end_links(person=person)
    ask_for_link_letter(person)
    return issue_link(actor=actor, person=person, base_url=base_url)


def invite_assessor(
    *,
    actor: Actor,
    email: str,
    name: str,
    assessment_id: int,
    ends_on: date,
    base_url: str = "",
) -> tuple[User, str | None]:
    """Let a person assess one assessment of the actor's organisation until `ends_on`.

    An address that has an account, of whatever organisation, gets the grant and nothing of the
    account is told or changed; a new one becomes an account without organisation. The link is
    None unless the account was made by this organisation and has no password yet. The caller
    checks that the actor may, and that the assessment is their organisation's.
    """
    if ends_on < today():
        raise DomainError("The last day must be today or later", field="ends_on")
    person = queries.find_user_by_email(normalise_email(email))
    if person is None:
        person = create_user(actor=actor, organisation_id=None, email=email, name=name)
    _grant(actor, person, assessment_id, ends_on)
    if person.password_hash is None and _may_hold_link(actor, person):
        ask_for_link_letter(person)
        return person, issue_link(actor=actor, person=person, base_url=base_url)
    ask_for_assessor_letter(person)
    return person, None


def end_assessor(*, actor: Actor, grant: AssessorGrant) -> None:
    """Take an assessor's access away now; the grant stays on record.

    Raises `NotAllowed` for another organisation's grant. The caller checks that the actor may.
    """
    if grant.organisation_id != actor.organisation_id:
        raise NotAllowed("This access was given by another organisation.")
    grant.ends_on = min(grant.ends_on, today() - timedelta(days=1))
    session.flush()
    record(AuditAction.ASSESSOR_ENDED, grant.user, actor=actor, assessment_id=grant.assessment_id)


def accept_link(*, token: str, password: str) -> str:
    """Set the password of the person whom the link was made for; return a new session's token.

    Raises `LinkEnded`, or `DomainError` for an unfit password, which leaves the link usable.
    """
    person = get_open_link(token).user
    if person is None:
        raise LinkEnded
    refuse_unfit_password(person, password)
    claim_link(token)
    set_password(actor=queries.get_actor(person.id, today()), person=person, password=password)
    return open_session(user=person)


def set_up(*, token: str, organisation_name: str, name: str, email: str, password: str) -> str:
    """Make the first organisation and its first person; return a new session's token.

    That person is administrator and improvement lead. Raises `LinkEnded` where the link is not a
    set-up link or somebody has an account by now, and `DomainError` for unfit answers.
    """
    if get_open_link(token).purpose != LinkPurpose.SET_UP or queries.has_users():
        raise LinkEnded
    check_password(password, own_words=[name, email, email.partition("@")[0], organisation_name])
    claim_link(token)
    actor = Actor(user_id=None, name=name, organisation_id=None)
    organisation = _create_first_organisation(actor, organisation_name)
    person = create_user(
        actor=actor,
        organisation_id=organisation.id,
        email=email,
        name=name,
        password=password,
        roles={Role.ADMINISTRATOR, Role.LEAD},
    )
    return open_session(user=person)


def _create_first_organisation(actor: Actor, name: str) -> Organisation:
    try:
        return create_organisation(actor=actor, name=name)
    except DomainError as error:
        raise DomainError(error.message, field="organisation_name") from error


def _may_hold_link(actor: Actor, person: User) -> bool:
    granting = queries.list_granting_organisations(person.id, today())
    return can_be_handed_link(actor, person, granting)


def _grant(actor: Actor, person: User, assessment_id: int, ends_on: date) -> None:
    grant = queries.find_grant(person.id, assessment_id)
    if grant is None:
        grant = AssessorGrant(
            user_id=person.id,
            assessment_id=assessment_id,
            organisation_id=actor.member_of,
            created_by_id=actor.user_id,
        )
        session.add(grant)
    grant.ends_on = ends_on
    session.flush()
    record(
        AuditAction.ASSESSOR_GRANTED,
        person,
        actor=actor,
        assessment_id=assessment_id,
        ends_on=ends_on.isoformat(),
    )
