"""The actions of a self-assessment as a spreadsheet."""

from collections.abc import Callable, Sequence
from functools import partial

from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.transfer.columns import COLUMNS
from cse_assess.assessments.actions.transfer.effects_text import write_effects
from cse_assess.assessments.actions.values import ActionValues
from cse_assess.assessments.actions.words import STATUS_TITLES
from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.assessments.transfer.people import write_owner
from cse_assess.assessments.transfer.workbook import write_workbook
from cse_assess.standards.structure import Standard

WIDTHS = (10, 50, 30, 12, 12, 12, 40, 60)
WRITERS: dict[str, Callable[[Sequence[Sequence[str]]], bytes]] = {
    "csv": write_csv,
    "xlsx": partial(write_workbook, title="Actions", widths=WIDTHS),
}


def export_actions(actions: Sequence[ImprovementAction], standard: Standard, kind: str) -> bytes:
    """Return one row for each action, whatever its status; `kind` is `csv` or `xlsx`.

    No cell of it runs as a formula.
    """
    return WRITERS[kind]([COLUMNS, *(_to_row(action, standard) for action in actions)])


def _to_row(action: ImprovementAction, standard: Standard) -> tuple[str, ...]:
    values = ActionValues.of(action)
    return (
        str(action.id),
        values.title,
        write_owner(action.owner),
        values.due_on.isoformat() if values.due_on else "",
        "" if values.effort_days is None else f"{values.effort_days.normalize():f}",
        STATUS_TITLES[action.status],
        write_effects(standard, values.effects),
        values.notes,
    )
