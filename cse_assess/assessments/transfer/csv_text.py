"""CSV as spreadsheet programs write it: several encodings, three separators, and no formulas."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from cse_assess.assessments.texts import clean_text
from cse_assess.assessments.transfer.sheet import (
    BadCell,
    Cell,
    Sheet,
    SheetRefused,
    SheetRow,
    make_sheet,
)

SEPARATORS = (",", ";", "\t")
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
ENCODINGS = ("utf-8", "cp1252")

# A spreadsheet program runs a cell that starts with one of these. We put an apostrophe before it
# when we write, and take exactly that one away when we read, so that every text comes back as it
# was, one that starts with apostrophes of its own too.
_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")

FORMULA = (
    "starts with “=”, so a spreadsheet program would run it as a formula. "
    "Put an apostrophe (') before it if it is text, or replace it by its result"
)


def read_csv(content: bytes) -> Sheet:
    """Return the sheet in a CSV file; raise `SheetRefused` where it is none."""
    text = _decode(content)
    text, separator = _find_separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        rows = [
            SheetRow(number, _trim(tuple(_read_cell(cell) for cell in cells)))
            for number, cells in enumerate(reader, start=1)
        ]
    except csv.Error as error:
        raise SheetRefused(
            f"The file cannot be read as CSV: near line {reader.line_num}, {error}. "
            "Check the quotation marks there."
        ) from error
    return make_sheet(rows)


def _decode(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode_as(content, (encoding,))
    return _decode_as(content, (_guess_utf_16(content),) if b"\0" in content else ENCODINGS)


def _guess_utf_16(content: bytes) -> str:
    """Return which UTF-16 a text without a mark may be: the zeros of Latin letters tell."""
    return "utf-16-be" if content[:1] == b"\0" else "utf-16-le"


def _decode_as(content: bytes, encodings: Iterable[str]) -> str:
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SheetRefused(
        "The file is not text in an encoding that we can tell. In your spreadsheet program, save "
        "it as “CSV UTF-8”, or as .xlsx."
    )


def _find_separator(text: str) -> tuple[str, str]:
    """Return the text without Excel's own line “sep=;”, and what stands between its cells."""
    first, _, rest = text.partition("\n")
    told = re.fullmatch(r"sep=(.)\r?", first)
    if told and told[1] in SEPARATORS:
        return rest, told[1]
    headings = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = re.sub(r'"[^"]*"', "", headings)
    return text, max(SEPARATORS, key=unquoted.count)


def _read_cell(cell: str) -> Cell:
    if _GUARDED.match(cell):
        return clean_text(cell[1:])
    return BadCell(FORMULA) if cell.startswith("=") else clean_text(cell)


def _trim(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """Return the cells without empty ones at the end, which programs add to even rows out."""
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def write_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Return the rows as CSV in UTF-8 with a byte order mark, by which Excel tells UTF-8."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([_guard(cell) for cell in row] for row in rows)
    return buffer.getvalue().encode("utf-8-sig")


def _guard(cell: str) -> str:
    return f"'{cell}" if _RISKY.match(cell) else cell
