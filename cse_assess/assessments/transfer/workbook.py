"""XLSX workbooks: read with openpyxl after a look at the archive, written with XlsxWriter."""

import io
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, time, timedelta
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from cse_assess.assessments.texts import clean_text
from cse_assess.assessments.transfer.columns import CODE, suggest_columns
from cse_assess.assessments.transfer.sheet import (
    MOST_COLUMNS,
    BadCell,
    Cell,
    Sheet,
    SheetRefused,
    SheetRow,
    make_sheet,
)
from cse_assess.config import MEBIBYTE

MOST_ENTRIES = 500
UNPACKED_BYTES = 60 * MEBIBYTE
LAST_ROW = 20_000
OLD_FORMAT = b"\xd0\xcf\x11\xe0"
WIDTHS = (10, 16, 60, 60, 30, 50)

FORMULA = "holds a formula. Copy the cell and paste it as a value"
ERROR = "holds an error of the spreadsheet program"
DATE = "holds a date: the spreadsheet program may have turned a code into it. Format it as text"


def read_workbook(content: bytes) -> Sheet:
    """Return the sheet of an XLSX file that looks like a self-assessment, else its first.

    Raises `SheetRefused` as `read_worksheets` does, and for a sheet that is none.
    """
    return make_sheet(_choose(read_worksheets(content)))


def read_worksheets(content: bytes) -> list[list[SheetRow]]:
    """Return the rows with something in them of each worksheet of an XLSX file.

    Raises `SheetRefused` for what is no workbook, and for one that is made to exhaust memory.
    """
    _inspect(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
            return [_read_rows(worksheet) for worksheet in workbook.worksheets]
    except SheetRefused:
        raise
    except Exception as error:  # whatever the parser makes of a hostile file, it is refused
        raise SheetRefused(
            "The file cannot be read as a workbook. Open it in your spreadsheet program, save it "
            "as .xlsx again, and try once more."
        ) from error


def _inspect(content: bytes) -> None:
    """Look at the archive before anything is unpacked."""
    if content.startswith(OLD_FORMAT):
        raise SheetRefused(
            "The file is in the old .xls format or protected by a password. Save it as .xlsx "
            "without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _inspect_entries(archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise SheetRefused("The file is no .xlsx workbook, or it is damaged.") from error


def _inspect_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > UNPACKED_BYTES:
        raise SheetRefused(
            "The workbook is too large once unpacked. Copy the rows that you need into a new "
            "workbook and import that."
        )
    for entry in entries:
        if entry.filename.endswith((".xml", ".rels")) and _declares_entities(archive, entry):
            raise SheetRefused("The workbook has declarations that no spreadsheet program writes.")


def _declares_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    content = archive.read(entry)
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content


def _read_rows(worksheet: Any) -> list[SheetRow]:
    worksheet.reset_dimensions()
    rows = []
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        if number > LAST_ROW:
            raise SheetRefused(
                f"The workbook has cells below row {LAST_ROW:,}. Delete the rows that are not "
                "needed and save it again."
            )
        read = _trim([_read_cell(cell) for cell in cells[: MOST_COLUMNS + 1]])
        if read:
            rows.append(SheetRow(number, tuple(read)))
    return rows


def _trim(cells: list[Cell]) -> list[Cell]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _read_cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return BadCell(FORMULA)
    if cell.data_type == "e":
        return BadCell(ERROR)
    if isinstance(value, date):
        return BadCell(DATE, f"{value:%Y-%m-%d}")
    if isinstance(value, time | timedelta):
        return BadCell(DATE)
    return clean_text(_write_number(value))


def _write_number(value: Any) -> str:
    """Return a number as people see it: 2.0 is “2”."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _choose(sheets: list[list[SheetRow]]) -> list[SheetRow]:
    """Return the rows of the first sheet that has a column of codes, else of the first sheet."""
    for rows in sheets:
        if rows and CODE in suggest_columns([str(cell) for cell in rows[0].cells]):
            return rows
    return sheets[0] if sheets else []


def write_workbook(
    rows: Iterable[Sequence[str]],
    *,
    title: str = "Self-assessment",
    widths: Sequence[int] = WIDTHS,
) -> bytes:
    """Return the rows as a workbook of text, the first frozen as headings.

    `title` names its one worksheet, `widths` are those of the columns in characters.
    """
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as workbook:
        worksheet = workbook.add_worksheet(title)
        _lay_out(workbook, worksheet, widths)
        for place, row in enumerate(_with_style(workbook, rows)):
            for column, (text, style) in enumerate(row):
                worksheet.write_string(place, column, text, style)
    return buffer.getvalue()


def _lay_out(workbook: Any, worksheet: Any, widths: Sequence[int]) -> None:
    worksheet.freeze_panes(1, 1)
    text = workbook.add_format({"num_format": "@"})
    for column, width in enumerate(widths):
        worksheet.set_column(column, column, width, text)


def _with_style(workbook: Any, rows: Iterable[Sequence[str]]) -> Iterator[list[tuple[str, Any]]]:
    heading = workbook.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    body = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for place, row in enumerate(rows):
        yield [(text, body if place else heading) for text in row]
