"""Imports a spreadsheet into a self-assessment: drafted, planned and applied as a whole."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Protocol

from sqlalchemy import delete

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.queries import list_people
from cse_assess.assessments import queries
from cse_assess.assessments.models import Assessment, DraftKind, ImportDraft
from cse_assess.assessments.services.guards import begin_writing, record
from cse_assess.assessments.services.links import attach_evidence
from cse_assess.assessments.services.responses import apply_values
from cse_assess.assessments.transfer.columns import COLUMNS, find_columns, is_enough
from cse_assess.assessments.transfer.library import Library
from cse_assess.assessments.transfer.plan import Ground, Plan, RowFault, make_plan
from cse_assess.assessments.transfer.sheet import Sheet, row_from_json, row_to_json
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict, DomainError
from cse_assess.standards.structure import Standard

DRAFT_LIFE = timedelta(days=1)
FILE_NAME_LENGTH = 255


class ImportFaults(DomainError):
    """Rows that cannot be imported, so that nothing was; `faults` holds every one."""

    def __init__(self, faults: tuple[RowFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def start_import(
    *, actor: Actor, assessment: Assessment, sheet: Sheet, file_name: str
) -> ImportDraft:
    """Keep a spreadsheet of elements as `keep_draft` does, its columns where they are known."""
    return keep_draft(
        actor=actor,
        assessment=assessment,
        kind=DraftKind.ELEMENTS,
        sheet=sheet,
        columns=find_columns(sheet.headings),
        file_name=file_name,
    )


def keep_draft(
    *,
    actor: Actor,
    assessment: Assessment,
    kind: DraftKind,
    sheet: Sheet,
    columns: Mapping[str, int] | None,
    file_name: str,
) -> ImportDraft:
    """Keep a spreadsheet for a day, until the person has seen what it would do.

    `columns` says which of its columns is which of ours, None where a person has to. Drafts that
    have expired, and earlier ones of the person of the same kind for this self-assessment, go.
    Raises `NotAllowed` without the right.
    """
    begin_writing(actor, assessment)
    session.execute(delete(ImportDraft).where(ImportDraft.expires_at < now()))
    session.execute(
        delete(ImportDraft).where(
            ImportDraft.assessment_id == assessment.id,
            ImportDraft.kind == kind,
            ImportDraft.created_by_id == actor.user_id,
        )
    )
    draft = ImportDraft(
        assessment_id=assessment.id,
        kind=kind,
        created_by_id=actor.user_id,
        expires_at=now() + DRAFT_LIFE,
        file_name=file_name[:FILE_NAME_LENGTH],
        headings=list(sheet.headings),
        rows=[row_to_json(row) for row in sheet.rows],
        columns=None if columns is None else dict(columns),
    )
    session.add(draft)
    session.flush()
    return draft


def read_draft(draft: ImportDraft) -> Sheet:
    """Return the spreadsheet that a draft keeps."""
    return Sheet(tuple(draft.headings), tuple(row_from_json(kept) for kept in draft.rows))


def choose_columns(*, draft: ImportDraft, columns: Mapping[str, int]) -> None:
    """Settle which column of the file is which of ours; raise `DomainError` if it cannot be."""
    if not is_enough(columns):
        raise DomainError("Choose the column with the codes, and at least one other", field="code")
    if len(set(columns.values())) != len(columns):
        raise DomainError("Each column of the file can be used once only", field="code")
    if not set(columns) <= set(COLUMNS) or not all(
        0 <= place < len(draft.headings) for place in columns.values()
    ):
        raise DomainError("Choose from the columns of the file", field="code")
    draft.columns = dict(columns)
    session.flush()


def plan_draft(
    *, actor: Actor, assessment: Assessment, draft: ImportDraft, standard: Standard
) -> Plan:
    """Return what a draft with settled columns would do; it changes nothing."""
    return plan_import(
        actor=actor,
        assessment=assessment,
        sheet=read_draft(draft),
        columns=draft.columns or {},
        standard=standard,
    )


def plan_import(
    *,
    actor: Actor,
    assessment: Assessment,
    sheet: Sheet,
    columns: Mapping[str, int],
    standard: Standard,
) -> Plan:
    """Return what a sheet would do, in a fixed number of queries; it changes nothing."""
    tree = queries.load_tree(assessment.id)
    ground = Ground(
        standard=standard,
        responses={
            response.element_code.casefold(): response
            for response in tree.responses
            if standard.find_element(response.element_code)
        },
        linked={
            response_id: frozenset(linked.item.id for linked in evidence)
            for response_id, evidence in tree.evidence.items()
        },
        people={person.id: person for person in list_people(assessment.organisation_id)},
        library=load_library(actor, assessment.organisation_id),
    )
    return make_plan(sheet, columns, ground)


def load_library(actor: Actor, organisation_id: int) -> Library:
    """Return the organisation's evidence as the person may name it."""
    return Library(queries.list_library(organisation_id), actor)


def apply_plan(
    *, actor: Actor, assessment: Assessment, plan: Plan, fingerprint: str, file_name: str
) -> int:
    """Do what a plan says, all of it or nothing; return how many elements changed.

    Plan within the same transaction, after `begin_import`. `fingerprint` is that of the plan which
    the person has seen. Raises `ImportFaults`, and `Conflict` where it would now do something else.
    """
    require_as_seen(plan, fingerprint, "The self-assessment or the library was")
    queries.lock_items({item.id for row in plan.changing for item in row.attach})
    for row in plan.changing:
        apply_values(actor, row.response, row.values)
        for item in row.attach:
            attach_evidence(actor=actor, response=row.response, item=item, note="")
    details = {"file": file_name, "rows": plan.row_count, "changed": len(plan.changing)}
    record(actor, assessment, AuditAction.ASSESSMENT_IMPORTED, details)
    return len(plan.changing)


class SeenPlan(Protocol):
    """What an import would do, as a person has seen it."""

    @property
    def faults(self) -> tuple[RowFault, ...]:
        """Everything that is wrong with it."""

    @property
    def fingerprint(self) -> str:
        """What is another as soon as it would do something else."""


def require_as_seen(plan: SeenPlan, fingerprint: str, what: str) -> None:
    """Raise `ImportFaults` for a plan with faults, and `Conflict` for one that has changed.

    `fingerprint` is that of the plan which the person has seen; `what` names what it was made from,
    with its verb.
    """
    if plan.faults:
        raise ImportFaults(plan.faults)
    if plan.fingerprint != fingerprint:
        raise Conflict(
            f"{what} changed since you saw what the import would do. Nothing was imported. Look at "
            "what it would do now, then confirm again."
        )


def begin_import(*, actor: Actor, assessment: Assessment) -> None:
    """Lock everything that an import may change; raise `NotAllowed` without the right."""
    begin_writing(actor, assessment)
    queries.lock_responses(assessment.id)


def finish_import(*, draft: ImportDraft) -> None:
    """Forget a draft that was imported or is not wanted."""
    session.delete(draft)
    session.flush()
