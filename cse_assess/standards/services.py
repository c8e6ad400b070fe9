"""Stores and removes the official wording that an administrator imported."""

from sqlalchemy import delete

from cse_assess.accounts.actor import Actor
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.errors import DomainError, NotAllowed
from cse_assess.standards.importing.report import ImportReport, ImportRow, RowState
from cse_assess.standards.models import OfficialWording
from cse_assess.standards.policy import can_import_wording
from cse_assess.standards.queries import list_official_wordings
from cse_assess.standards.structure import Standard


def replace_official_wording(*, actor: Actor, standard: Standard, report: ImportReport) -> int:
    """Store what an import found in place of what the actor's organisation had for these elements.

    Elements that the import missed keep the wording they have. Returns how many elements were
    stored. Raises `NotAllowed` for who is no administrator, `DomainError` where the report is of
    another standard or holds nothing.
    """
    organisation_id = actor.organisation_id
    if organisation_id is None or not can_import_wording(actor):
        raise NotAllowed("Only an administrator can import official wording.")
    if report.standard_id != standard.id:
        raise DomainError("This import belongs to another standard.")
    if not report.imported:
        raise DomainError("No element of the standard was found in the file.")
    _delete_wording(organisation_id, standard.id, [row.code for row in report.imported])
    session.add_all(_make_wording(actor, organisation_id, standard, row) for row in report.imported)
    session.flush()
    _record(actor, organisation_id, standard, report)
    return len(report.imported)


def remove_official_wording(*, actor: Actor, standard: Standard) -> int:
    """Forget all that the actor's organisation imported for the standard; return how many elements.

    Raises `NotAllowed` for who is no administrator, `DomainError` where there is none.
    """
    if not can_import_wording(actor):
        raise NotAllowed("Only an administrator can remove official wording.")
    stored = list_official_wordings(actor.member_of, standard.id)
    if not stored:
        raise DomainError("There is no official wording of this standard to remove.")
    _delete_wording(actor.member_of, standard.id, [each.element_code for each in stored])
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=actor.organisation_id,
        action=AuditAction.STANDARD_WORDING_REMOVED,
        object_type="standard",
        object_id=None,
        details={"standard": standard.id, "elements": len(stored)},
    )
    return len(stored)


def _delete_wording(organisation_id: int, standard_id: str, codes: list[str]) -> None:
    session.execute(
        delete(OfficialWording)
        .where(OfficialWording.organisation_id == organisation_id)
        .where(OfficialWording.standard_id == standard_id)
        .where(OfficialWording.element_code.in_(codes))
    )


def _make_wording(
    actor: Actor, organisation_id: int, standard: Standard, row: ImportRow
) -> OfficialWording:
    return OfficialWording(
        organisation_id=organisation_id,
        standard_id=standard.id,
        element_code=row.code,
        statement=row.statement or "",
        guidance=list(row.guidance),
        imported_by_id=actor.user_id,
    )


def _record(actor: Actor, organisation_id: int, standard: Standard, report: ImportReport) -> None:
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=organisation_id,
        action=AuditAction.STANDARD_WORDING_IMPORTED,
        object_type="standard",
        object_id=None,
        details={
            "standard": standard.id,
            "version": standard.version,
            **{state.value: report.count(state) for state in RowState},
        },
    )
