"""Reads a take-away sheet that came back, whatever program saved it.

A file that is none, or of which anything could get lost, is refused in words that say what to do.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from cse_assess.assessments.takeaway.columns import (
    CODE,
    COLUMNS,
    FILLED_IN,
    KNOWN,
    REFERENCE,
)
from cse_assess.assessments.takeaway.workbook import COVER
from cse_assess.assessments.transfer.columns import normalise_heading
from cse_assess.assessments.transfer.reading import read_content
from cse_assess.assessments.transfer.sheet import SheetRefused, SheetRow
from cse_assess.assessments.transfer.workbook import read_worksheets

# How far down headings are looked for: somebody may have put lines of their own above them.
HEADINGS_WITHIN = 20


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file as it came back: its reference, which column is where, and the rows below them."""

    reference: str
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]


def read_returned_file(stream: IO[bytes]) -> ReturnedFile:
    """Return the file with its reference, not yet compared with what was handed out.

    Raises `SheetRefused` saying what is wrong and what to do.
    """
    worksheets = read_worksheets(read_content(stream))
    rows, columns = _find_table(worksheets)
    return ReturnedFile(_find_reference(worksheets), columns, rows)


def _find_reference(worksheets: Sequence[Sequence[SheetRow]]) -> str:
    found = {
        reference
        for rows in worksheets
        for row in rows
        for cell in row.cells
        if isinstance(cell, str)
        for reference in REFERENCE.findall(cell)
    }
    if len(found) == 1:
        return str(found.pop())
    if found:
        raise SheetRefused("The file has the references of several take-away sheets. Part them.")
    raise SheetRefused(
        f"The file has no reference, so we cannot tell which sheet it is. Write it into any cell "
        f"of the worksheet “{COVER}”: it stands in the list of take-away sheets."
    )


def _find_table(
    worksheets: Sequence[Sequence[SheetRow]],
) -> tuple[tuple[SheetRow, ...], dict[str, int]]:
    """Return the rows below the headings, and which column is where."""
    for rows in worksheets:
        for place, row in enumerate(rows[:HEADINGS_WITHIN]):
            columns = _read_headings(row)
            if CODE in columns and set(FILLED_IN) & set(columns):
                _require_whole(columns)
                below = tuple(rows[place + 1 :])
                _refuse_strange_columns(row, columns, below)
                return below, columns
    raise SheetRefused(
        f"No worksheet has the headings of a take-away sheet. They are {_list_headings()}."
    )


def _read_headings(row: SheetRow) -> dict[str, int]:
    known = {normalise_heading(column.heading): column.heading for column in COLUMNS}
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        heading = known.get(normalise_heading(cell)) if isinstance(cell, str) else None
        if heading:
            columns.setdefault(heading, place)
    return columns


def _list_headings() -> str:
    return ", ".join(column.heading for column in COLUMNS)


def _require_whole(columns: Mapping[str, int]) -> None:
    missing = [heading for heading in FILLED_IN if heading not in columns]
    if missing:
        raise SheetRefused(
            f"The column “{missing[0]}” is missing, or its heading was changed. The headings are "
            f"{_list_headings()}."
        )


def _refuse_strange_columns(
    headings: SheetRow, columns: Mapping[str, int], rows: Sequence[SheetRow]
) -> None:
    """Refuse a column that was added: what it says would be lost."""
    ours = set(columns.values())
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell and place not in ours:
                name = headings.cell(place)
                called = f"“{name}”" if name and isinstance(name, str) else "without a heading"
                raise SheetRefused(
                    f"Row {row.number} has something in a column {called}, which the sheet did not "
                    f"have. Move it to “{KNOWN}” or to the justification, or delete it."
                )
