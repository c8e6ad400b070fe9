"""A self-assessment as the rows of a spreadsheet."""

from collections.abc import Sequence

from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.transfer.columns import COLUMNS
from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.assessments.transfer.library import Library
from cse_assess.assessments.transfer.people import write_owner
from cse_assess.assessments.transfer.reasons import join_reason
from cse_assess.assessments.transfer.workbook import write_workbook
from cse_assess.assessments.values import ResponseValues

MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WRITERS = {"csv": write_csv, "xlsx": write_workbook}


def export_rows(tree: AssessmentTree, library: Library) -> Sequence[Sequence[str]]:
    """Return the headings and one row per element, in the standard's order."""
    return [COLUMNS] + [
        (
            response.element_code,
            response.level or "",
            join_reason(ResponseValues.of(response)),
            response.tell,
            write_owner(response.owner),
            "\n".join(library.name(linked.item) for linked in tree.evidence_of(response)),
        )
        for response in tree.responses
    ]


def export_file(tree: AssessmentTree, library: Library, kind: str) -> bytes:
    """Return the content of the file; `kind` is `csv` or `xlsx`."""
    return WRITERS[kind](export_rows(tree, library))


def export_name(tree: AssessmentTree, kind: str) -> str:
    """Return a name for the file, in plain letters."""
    assessment = tree.assessment
    words = f"{assessment.service.name} {assessment.cycle} {assessment.standard_id}"
    plain = "".join(c if c.isascii() and c.isalnum() else " " for c in words.lower())
    return f"{'-'.join(plain.split())}.{kind}"
