"""Reads levels from a CSV file with the columns `code` and `level`."""

import csv
import io
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

from cse_assess.standards.structure import Standard

LARGEST_FILE = 1024 * 1024
SEPARATORS = (",", ";", "\t")
COLUMNS = ("code", "level")

Row = tuple[int, list[str]]


class LevelsFileError(Exception):
    """A file of levels was refused; `reasons` holds every one, as `FILE:LINE: what is wrong`."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = tuple(reasons)


def read_levels(content: bytes, name: str, standard: Standard) -> dict[str, str | None]:
    """Return the levels by element code; an empty one is None, “not scored”.

    Takes UTF-8 with or without a byte order mark, separated by commas, semicolons or tabs; other
    columns are left alone. `name` stands in the reasons. Raises `LevelsFileError` with all of them.
    """
    rows = _parse(_decode(content, name), name)
    if not rows:
        raise LevelsFileError([f"{name}:1: the file is empty: expected the columns code,level"])
    code_column, level_column = _find_columns(rows[0], name)
    levels: dict[str, str | None] = {}
    reasons: list[str] = []
    for line, cells in rows[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        code, level = (_cell(cells, column) for column in (code_column, level_column))
        reasons += [f"{name}:{line}: {reason}" for reason in _refuse(standard, code, level, levels)]
        levels.setdefault(code, level or None)
    if reasons:
        raise LevelsFileError(reasons)
    return levels


def _decode(content: bytes, name: str) -> str:
    if len(content) > LARGEST_FILE:
        raise LevelsFileError([f"{name}:1: the file is larger than {LARGEST_FILE // 1024} KiB"])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        message = f"{name}:{line}: a byte that is not UTF-8: save the file as CSV UTF-8"
        raise LevelsFileError([message]) from error
    if "\x00" in text:
        line = text[: text.index("\x00")].count("\n") + 1
        raise LevelsFileError([f"{name}:{line}: not a text file: it holds a zero byte"])
    return text


def _parse(text: str, name: str) -> list[Row]:
    separator = _find_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise LevelsFileError([f"{name}:{line}: not CSV: {error}"]) from error
    return rows


def _find_separator(text: str) -> str:
    """Return the separator by which the heading line holds both columns, else the comma."""
    heading = text.splitlines()[0] if text else ""
    for separator in SEPARATORS:
        cells = {_heading(cell) for cell in heading.split(separator)}
        if cells.issuperset(COLUMNS):
            return separator
    return SEPARATORS[0]


def _heading(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold()


def _find_columns(row: Row, name: str) -> tuple[int, int]:
    line, cells = row
    headings = [_heading(cell) for cell in cells]
    for column in COLUMNS:
        if headings.count(column) != 1:
            found = "no" if column not in headings else "more than one"
            reason = f"{found} column “{column}” in the heading: expected code,level"
            raise LevelsFileError([f"{name}:{line}: {reason}"])
    return headings.index("code"), headings.index("level")


def _cell(cells: list[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def _refuse(
    standard: Standard, code: str, level: str, known: dict[str, str | None]
) -> Iterator[str]:
    """Yield what is wrong with one row."""
    if standard.find_element(code) is None:
        yield f"unknown code “{code}”{_suggest(code, [each.code for each in standard.elements])}"
    elif code in known:
        yield f"the code “{code}” occurs twice: expected each code once"
    if level and standard.find_level(level) is None:
        expected = ", ".join(each.id for each in standard.levels)
        yield f"unknown level “{level}”: expected one of {expected}, or nothing"


def _suggest(code: str, known: list[str]) -> str:
    near = get_close_matches(code, known, n=1)
    return f": did you mean “{near[0]}”?" if near else ""
