"""A spreadsheet as it was read: headings and rows of text, and what its limits are."""

from dataclasses import asdict, dataclass
from typing import Any

from cse_assess.config import MEBIBYTE
from cse_assess.errors import DomainError

FILE_BYTES = 5 * MEBIBYTE
MOST_ROWS = 2000
MOST_COLUMNS = 60


class SheetRefused(DomainError):
    """The file as a whole cannot be imported; nothing was changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message, field="file")


@dataclass(frozen=True, slots=True)
class BadCell:
    """A cell that holds something other than text, and why it is refused as text.

    `day` is the day in a cell that holds a date, as 2027-03-27.
    """

    fault: str
    day: str = ""


Cell = str | BadCell


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row with something in it; `number` is what a spreadsheet program shows beside it."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, place: int) -> Cell:
        """Return the cell in a column that counts from 0; the row may be shorter."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The headings, and the rows below them that are not blank."""

    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def make_sheet(rows: list[SheetRow]) -> Sheet:
    """Return the sheet whose first row that is not blank holds the headings.

    Raises `SheetRefused` where there are no rows below them, or more than can be taken.
    """
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise SheetRefused("The file is empty. Check that it was saved, then choose it again.")
    headings = tuple(cell if isinstance(cell, str) else "" for cell in filled[0].cells)
    if len(filled) == 1:
        raise SheetRefused("The file has one row only. It needs headings, and rows below them.")
    if len(filled) > MOST_ROWS:
        raise SheetRefused(f"The file has more than {MOST_ROWS:,} rows. Leave out what is no row.")
    if max(len(row.cells) for row in filled) > MOST_COLUMNS:
        raise SheetRefused(
            f"The file has more than {MOST_COLUMNS} columns. Leave out those that are not needed."
        )
    return Sheet(headings, tuple(filled[1:]))


def row_to_json(row: SheetRow) -> list[Any]:
    """Return a row as it is kept in a draft."""
    cells = [cell if isinstance(cell, str) else asdict(cell) for cell in row.cells]
    return [row.number, *cells]


def row_from_json(kept: list[Any]) -> SheetRow:
    """Return a row that was kept in a draft."""
    number, *cells = kept
    return SheetRow(
        number, tuple(cell if isinstance(cell, str) else BadCell(**cell) for cell in cells)
    )
