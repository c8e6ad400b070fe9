"""Imports a spreadsheet of actions: planned, and applied as a whole."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.models import ActionStatus, ImprovementAction
from cse_assess.assessments.actions.services import (
    apply_add,
    apply_edit,
    apply_move,
    list_possible_owners,
)
from cse_assess.assessments.actions.transfer.columns import find_columns
from cse_assess.assessments.actions.transfer.plan import (
    ActionGround,
    ActionPlan,
    ActionRow,
    make_plan,
)
from cse_assess.assessments.actions.values import ActionValues
from cse_assess.assessments.models import Assessment, DraftKind, ImportDraft
from cse_assess.assessments.services.guards import begin_writing, record
from cse_assess.assessments.services.importing import keep_draft, read_draft, require_as_seen
from cse_assess.assessments.transfer.sheet import Sheet
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.standards.structure import Standard


def start_import(
    *, actor: Actor, assessment: Assessment, sheet: Sheet, file_name: str
) -> ImportDraft:
    """Keep a spreadsheet of actions as `keep_draft` does; raise `SheetRefused` without a title."""
    return keep_draft(
        actor=actor,
        assessment=assessment,
        kind=DraftKind.ACTIONS,
        sheet=sheet,
        columns=find_columns(sheet.headings),
        file_name=file_name,
    )


def plan_draft(*, assessment: Assessment, standard: Standard, draft: ImportDraft) -> ActionPlan:
    """Return what a draft would do, in a fixed number of queries; it changes nothing."""
    ground = ActionGround(
        standard, queries.list_all(assessment.id), list_possible_owners(assessment)
    )
    return make_plan(read_draft(draft), draft.columns or {}, ground)


def begin_import(*, actor: Actor, assessment: Assessment) -> None:
    """Lock everything that an import may change; raise `NotAllowed` without the right."""
    begin_writing(actor, assessment)
    queries.lock_actions(assessment.id)


def apply_plan(
    *,
    actor: Actor,
    assessment: Assessment,
    standard: Standard,
    plan: ActionPlan,
    fingerprint: str,
    file_name: str,
) -> int:
    """Do what a plan says, all of it or nothing; return how many actions are new or changed.

    Plan within the same transaction, after `begin_import`. `fingerprint` is that of the plan which
    the person has seen. Raises `ImportFaults`, and `Conflict` where it would now do something else.
    """
    require_as_seen(plan, fingerprint, "The actions were")
    for row in plan.changing:
        _apply_row(actor, assessment, standard, row, file_name)
    details = {"file": file_name, "rows": plan.row_count, "added": plan.added}
    record(
        actor,
        assessment,
        AuditAction.ACTIONS_IMPORTED,
        {**details, "changed": len(plan.changing) - plan.added},
    )
    return len(plan.changing)


def _apply_row(
    actor: Actor, assessment: Assessment, standard: Standard, row: ActionRow, file_name: str
) -> None:
    action = _write_row(actor, assessment, standard, row)
    if ActionStatus(action.status) is not row.status:
        apply_move(actor, action, row.status, f"Imported from {file_name}")


def _write_row(
    actor: Actor, assessment: Assessment, standard: Standard, row: ActionRow
) -> ImprovementAction:
    if row.action is None:
        return apply_add(actor, assessment, row.values)
    if ActionValues.of(row.action).differing(row.values):
        apply_edit(actor, row.action, standard, row.values, list_possible_owners(assessment))
    return row.action
