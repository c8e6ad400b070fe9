"""`cse-assess user`: people of the instance, for its owner."""

from typing import Any

import click

from cse_assess.accounts import services
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Organisation, Role, User
from cse_assess.accounts.queries import (
    find_organisation,
    find_user_by_email,
    list_organisations,
    list_services,
)
from cse_assess.accounts.text import normalise_email
from cse_assess.cli.support import print_json, writing_instance
from cse_assess.errors import DomainError, NotFound


@click.group("user")
def user_group() -> None:
    """Add people, and make links with which they set their passwords."""


@user_group.command("add")
@click.option("--email", required=True, help="Address that the person signs in with.")
@click.option("--name", required=True, help="The person's name.")
@click.option(
    "--role",
    "roles",
    required=True,
    multiple=True,
    type=click.Choice([role.value for role in Role]),
    help="What the person may be; give it several times for several roles.",
)
@click.option(
    "--organisation",
    metavar="NAME",
    help="Their organisation, made where there is none of that name. Not needed where the "
    "instance has exactly one.",
)
@click.option(
    "--service",
    "service_names",
    multiple=True,
    metavar="NAME",
    help="A service that a contributor works on; give it several times for several.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def add_command(
    *,
    email: str,
    name: str,
    roles: tuple[str, ...],
    organisation: str | None,
    service_names: tuple[str, ...],
    as_json: bool,
) -> None:
    """Add a person and print their invitation link.

    The link works once, for 7 days; with it the person sets a password. Where the instance sends
    mail, one is sent to them as well.
    """
    with writing_instance() as app:
        home, is_new = _find_home(organisation)
        person, link = services.invite_user(
            actor=Actor.system(home.id),
            email=email,
            name=name,
            roles={Role(role) for role in roles},
            contributes_to=_find_services(home, service_names),
            base_url=app.extensions["settings"].base_url,
        )
        document = {**_describe(person), "organisation_created": is_new, "link": link}
    _print(document, as_json=as_json)


@user_group.command("link")
@click.option("--email", required=True, help="Address of the person's account.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def link_command(*, email: str, as_json: bool) -> None:
    """Print a new link for a person who cannot get one otherwise.

    For instance for the only administrator, who has forgotten the password. The link works once:
    for 2 hours, or for 7 days where they have never set a password.
    """
    with writing_instance() as app:
        person = _get_person(email)
        link = services.issue_link(
            actor=Actor.system(person.organisation_id),
            person=person,
            base_url=app.extensions["settings"].base_url,
        )
        document = {**_describe(person), "link": link}
    _print(document, as_json=as_json)


def _get_person(email: str) -> User:
    person = find_user_by_email(normalise_email(email))
    if person is None or person.deactivated_at is not None:
        raise NotFound(f"There is no account in use with the address {email}.")
    return person


def _find_home(name: str | None) -> tuple[Organisation, bool]:
    """Return the organisation to add to, and whether it was made just now."""
    if name is None:
        return _only_organisation(), False
    found = find_organisation(name.strip())
    if found is not None:
        return found, False
    return services.create_organisation(actor=Actor.system(), name=name), True


def _only_organisation() -> Organisation:
    existing = list_organisations()
    if len(existing) != 1:
        raise DomainError(
            f"There are {len(existing)} organisations: name the person's with --organisation."
        )
    return existing[0]


def _find_services(home: Organisation, names: tuple[str, ...]) -> list[int]:
    """Return the ids of the services of these names; raise `DomainError` for an unknown one."""
    ids = {service.name: service.id for service in list_services(home.id)}
    for name in names:
        if name not in ids:
            known = ", ".join(ids) or "none yet"
            raise DomainError(f"{home.name} has no service “{name}”. It has: {known}.")
    return [ids[name] for name in names]


def _describe(person: User) -> dict[str, Any]:
    return {
        "id": person.id,
        "email": person.email,
        "name": person.name,
        "organisation": person.organisation.name if person.organisation else None,
        "roles": sorted({each.role for each in person.role_assignments}),
        "services": [each.service.name for each in person.role_assignments if each.service],
    }


def _print(document: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(document)
        return
    if document.get("organisation_created"):
        click.echo(f"Made the organisation {document['organisation']}.")
    where = f" of {document['organisation']}" if document["organisation"] else ""
    click.echo(f"Give this link to {document['name']}{where}. It works once:")
    click.echo(f"  {document['link']}")
