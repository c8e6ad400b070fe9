"""The elements of several self-assessments side by side, as a spreadsheet."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from cse_assess.analysis.benchmark import Cell, ComparedElement
from cse_assess.assessments.benchmark.comparison import Comparison
from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.assessments.transfer.workbook import write_workbook
from cse_assess.standards.structure import Standard

TITLE = "Side by side"
WRITERS: dict[str, Callable[[Iterable[Sequence[str]]], bytes]] = {
    "csv": write_csv,
    "xlsx": partial(write_workbook, title=TITLE, widths=(10, 40)),
}


def list_rows(comparison: Comparison, elements: Iterable[ComparedElement]) -> list[tuple[str, ...]]:
    """Return the headings and a row for each of `elements`, all as text.

    Each self-assessment has two columns: its level, and how many pieces of its evidence count.
    """
    standard, names = comparison.standard, [column.name for column in comparison.columns]
    headings = (
        "code",
        standard.terms.element.one,
        *(heading for name in names for heading in (name, f"{name}: evidence in date")),
        "best",
        "steps from best to worst",
        "lacking",
    )
    rows = (_make_row(standard, compared) for compared in elements)
    return [headings, *rows]


def _make_row(standard: Standard, compared: ComparedElement) -> tuple[str, ...]:
    return (
        compared.element.code,
        compared.element.title,
        *(text for cell in compared.cells for text in _make_cells(standard, cell)),
        _name_level(standard, compared.best),
        str(compared.spread),
        str(compared.lacking),
    )


def _make_cells(standard: Standard, cell: Cell) -> Iterator[str]:
    yield _name_level(standard, cell.level) or "Not scored"
    yield str(cell.current)


def _name_level(standard: Standard, level_id: str | None) -> str:
    return standard.get_level(level_id).title if level_id else ""
