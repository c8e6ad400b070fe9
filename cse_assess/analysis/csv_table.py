"""Reads CSV files as people hand them to a command, and tells all that is wrong by its line."""

import csv
import io
from collections.abc import Sequence
from difflib import get_close_matches

LARGEST_FILE = 1024 * 1024
SEPARATORS = (",", ";", "\t")

Row = tuple[int, list[str]]


class CsvFileError(Exception):
    """A file was refused; `reasons` holds every one, as `FILE:LINE: what is wrong`."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def read_table(content: bytes, name: str, columns: Sequence[str]) -> list[Row]:
    """Return the line and the cells of `columns` of each row that is not blank.

    Takes UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs; other
    columns are left alone. `name` stands in the reasons. Raises `CsvFileError`.
    """
    rows = _parse(_decode(content, name), name, columns)
    if not rows:
        expected = ",".join(columns)
        raise CsvFileError([f"{name}:1: the file is empty: expected the columns {expected}"])
    places = _find_columns(rows[0], name, columns)
    return [
        (line, [_cell(cells, place) for place in places])
        for line, cells in rows[1:]
        if any(cell.strip() for cell in cells)
    ]


def suggest_known(word: str, known: Sequence[str]) -> str:
    """Return the end of a sentence that asks whether the nearest known word was meant, or ""."""
    near = get_close_matches(word, known, n=1)
    return f": did you mean “{near[0]}”?" if near else ""


def _decode(content: bytes, name: str) -> str:
    if len(content) > LARGEST_FILE:
        raise CsvFileError([f"{name}:1: the file is larger than {LARGEST_FILE // 1024} KiB"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"{name}:{line}: a byte that is not UTF-8: save the file as CSV UTF-8"
        raise CsvFileError([message]) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise CsvFileError([f"{name}:{line}: not a text file: it holds a zero byte"])
    return text


def _parse(text: str, name: str, columns: Sequence[str]) -> list[Row]:
    separator = _find_separator(text, columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise CsvFileError([f"{name}:{line}: not CSV: {error}"]) from error
    return rows


def _find_separator(text: str, columns: Sequence[str]) -> str:
    """Return the separator by which the heading line holds all columns, else the comma."""
    heading = text.splitlines()[0] if text else ""
    for separator in SEPARATORS:
        cells = {_heading(cell) for cell in heading.split(separator)}
        if cells.issuperset(columns):
            return separator
    return SEPARATORS[0]


def _heading(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


def _find_columns(row: Row, name: str, columns: Sequence[str]) -> list[int]:
    line, cells = row
    headings = [_heading(cell) for cell in cells]
    for column in columns:
        if headings.count(column) != 1:
            found = "no" if column not in headings else "more than one"
            reason = f"{found} column “{column}” in the heading: expected {','.join(columns)}"
            raise CsvFileError([f"{name}:{line}: {reason}"])
    return [headings.index(column) for column in columns]


def _cell(cells: list[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""
