"""Organisations and their services."""

from sqlalchemy import select

from cse_assess.accounts import queries
from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Organisation, Service
from cse_assess.accounts.policy import can_manage_services, can_rename_organisation
from cse_assess.accounts.services.recording import record
from cse_assess.accounts.text import clean_name
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError, NotAllowed

DESCRIPTION_LENGTH = 2000
CHANGED_MEANWHILE = "Somebody else changed this while you had it open. Open it again to see"


def create_organisation(*, actor: Actor, name: str) -> Organisation:
    """Add an organisation; raise `DomainError` where the name is unfit or taken.

    Only the owner of the installation does so (command line, set-up link): no page offers it.
    """
    name = _free_organisation_name(name)
    organisation = Organisation(name=name)
    session.add(organisation)
    session.flush()
    record(AuditAction.ORGANISATION_CREATED, organisation, actor=actor, name=name)
    return organisation


def rename_organisation(
    *, actor: Actor, organisation: Organisation, version_id: int | None, name: str
) -> None:
    """Change the name; raise `NotAllowed`, `Conflict`, or `DomainError` where it is taken."""
    if not can_rename_organisation(actor) or organisation.id != actor.organisation_id:
        raise NotAllowed("Only an administrator can change the organisation's settings.")
    check_version(organisation, version_id)
    before = organisation.name
    organisation.name = _free_organisation_name(name, but=organisation)
    session.flush()
    record(
        AuditAction.ORGANISATION_EDITED,
        organisation,
        actor=actor,
        before=before,
        after=organisation.name,
    )


def create_service(*, actor: Actor, name: str, description: str = "") -> Service:
    """Add a service to the actor's organisation; raise `NotAllowed` or `DomainError`."""
    _require_services(actor)
    service = Service(
        organisation_id=actor.member_of,
        name=_free_service_name(name, actor.member_of),
        description=_clean_description(description),
    )
    session.add(service)
    session.flush()
    record(AuditAction.SERVICE_CREATED, service, actor=actor, name=service.name)
    return service


def edit_service(
    *, actor: Actor, service: Service, version_id: int | None, name: str, description: str
) -> None:
    """Change name and description; raise `NotAllowed`, `Conflict` or `DomainError`."""
    _require_services(actor)
    if service.organisation_id != actor.organisation_id:
        raise NotAllowed("This service belongs to another organisation.")
    check_version(service, version_id)
    before = service.name
    service.name = _free_service_name(name, service.organisation_id, but=service)
    service.description = _clean_description(description)
    session.flush()
    record(AuditAction.SERVICE_EDITED, service, actor=actor, before=before, after=service.name)


def check_version(row: Organisation | Service, version_id: int | None) -> None:
    """Raise `Conflict` where the row is no longer the one that the form was filled from."""
    if row.version_id != version_id:
        raise Conflict(f"{CHANGED_MEANWHILE} the present state.")


def _require_services(actor: Actor) -> None:
    if not can_manage_services(actor):
        raise NotAllowed("Only an administrator or an improvement lead can change services.")


def _clean_description(text: str) -> str:
    if len(text) > DESCRIPTION_LENGTH or "\x00" in text:
        raise DomainError(
            f"Description must be plain text of {DESCRIPTION_LENGTH:,} characters or fewer",
            field="description",
        )
    return text.strip()


def _free_organisation_name(text: str, *, but: Organisation | None = None) -> str:
    name = clean_name(text, field="name", what="Organisation name")
    found = queries.find_organisation(name)
    if found is not None and found is not but:
        raise DomainError("There is already an organisation of this name", field="name")
    return name


def _free_service_name(text: str, organisation_id: int, *, but: Service | None = None) -> str:
    name = clean_name(text, field="name", what="Service name")
    found = session.scalar(
        select(Service).where(Service.organisation_id == organisation_id, Service.name == name)
    )
    if found is not None and found is not but:
        raise DomainError("There is already a service of this name", field="name")
    return name
