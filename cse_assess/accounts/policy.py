"""Who may do what with people, services and the organisation: pure rules (docs/access.md)."""

from enum import StrEnum

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User


class Access(StrEnum):
    """What a page asks of whoever opens it, before any object is looked at."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    MEMBER = "member"
    SEVERAL_SERVICES = "several_services"
    MANAGER = "manager"
    LEAD = "lead"
    ADMINISTRATOR = "administrator"


def can_enter(actor: Actor | None, access: Access) -> bool:
    """Tell whether `actor` (None: nobody is signed in) meets what `access` asks."""
    if access is Access.PUBLIC:
        return True
    return actor is not None and _meets(actor, access)


def _meets(actor: Actor, access: Access) -> bool:
    return {
        Access.SIGNED_IN: True,
        Access.MEMBER: actor.is_member,
        Access.SEVERAL_SERVICES: actor.sees_several_services,
        Access.MANAGER: actor.is_administrator or actor.is_lead,
        Access.LEAD: actor.is_lead,
        Access.ADMINISTRATOR: actor.is_administrator,
    }[access]


def can_manage_people(actor: Actor) -> bool:
    """Tell whether the actor may invite people and change what they may do."""
    return actor.is_administrator


def can_manage_services(actor: Actor) -> bool:
    """Tell whether the actor may add and change services: administrators and leads."""
    return actor.is_administrator or actor.is_lead


def can_rename_organisation(actor: Actor) -> bool:
    """Tell whether the actor may change the organisation's settings."""
    return actor.is_administrator


def can_edit_person(actor: Actor, person: User) -> bool:
    """Tell whether the actor may change the name and roles of `person`."""
    return can_manage_people(actor) and person.organisation_id == actor.organisation_id


def can_deactivate(actor: Actor, person: User) -> bool:
    """Tell whether the actor may end the account of `person`: never their own."""
    return can_edit_person(actor, person) and person.id != actor.user_id


def can_be_handed_link(actor: Actor, person: User, granting_organisations: frozenset[int]) -> bool:
    """Tell whether the actor may see a link that sets the password of `person`.

    Such a link opens everything that the person may see. So nobody holds one while another
    organisation lets the person assess its work; an administrator holds those of their own people,
    and an administrator or a lead those of an outside assessor whom their organisation invited.
    """
    if granting_organisations - {actor.organisation_id}:
        return False
    if person.organisation_id is None:
        return bool(granting_organisations) and (actor.is_administrator or actor.is_lead)
    return can_edit_person(actor, person)
