"""Reads a take-away sheet that came back, whatever program saved it.

A file that is none, or of which anything could get lost, is refused with every cell to mend.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from cse_assess.assessments.takeaway.columns import (
    CODE,
    COLUMNS,
    ELEMENT,
    FILLED_IN,
    JUSTIFICATION,
    KNOWN,
    LEVEL,
    REASON,
    REFERENCE,
    TELL,
)
from cse_assess.assessments.takeaway.workbook import COVER
from cse_assess.assessments.texts import LONGEST_NOTE, LONGEST_REASON, LONGEST_TEXT
from cse_assess.assessments.transfer.levels import LevelFault, find_level
from cse_assess.assessments.transfer.plan import RowFault
from cse_assess.assessments.transfer.reading import read_content
from cse_assess.assessments.transfer.sheet import BadCell, SheetRefused, SheetRow
from cse_assess.assessments.transfer.workbook import read_worksheets
from cse_assess.assessments.values import ResponseValues
from cse_assess.standards.structure import Standard

# How far down headings are looked for: somebody may have put lines of their own above them.
HEADINGS_WITHIN = 20
LONGEST = {
    REASON: LONGEST_REASON,
    JUSTIFICATION: LONGEST_TEXT,
    TELL: LONGEST_TEXT,
    KNOWN: LONGEST_NOTE,
}


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """A file as it came back: its reference, which column is where, and the rows below them."""

    reference: str
    columns: Mapping[str, int]
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class ReturnedAnswers:
    """What a file says: values and known evidence by code, or every fault for which it is not."""

    values: Mapping[str, ResponseValues]
    known: Mapping[str, str]
    faults: tuple[RowFault, ...]


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
    known = {_key(column.heading): column.heading for column in COLUMNS}
    columns: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        heading = known.get(_key(cell)) if isinstance(cell, str) else None
        if heading:
            columns.setdefault(heading, place)
    return columns


def _key(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(":.")


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


def read_answers(
    file: ReturnedFile, standard: Standard, base: Mapping[str, ResponseValues]
) -> ReturnedAnswers:
    """Return what the file says of the elements that were handed out; `base` is what it said then.

    What is locked in the sheet is not read. A row may be missing, and rows may stand in any order.
    """
    reader = _Reader(file, standard, base)
    for row in file.rows:
        reader.read(row)
    return ReturnedAnswers(reader.values, reader.known, tuple(reader.faults))


class _Reader:
    """Reads rows one after the other, noting each fault that it finds."""

    def __init__(
        self, file: ReturnedFile, standard: Standard, base: Mapping[str, ResponseValues]
    ) -> None:
        self.columns = file.columns
        self.standard = standard
        self.base = base
        self.codes = {code.casefold(): code for code in base}
        self.values: dict[str, ResponseValues] = {}
        self.known: dict[str, str] = {}
        self.faults: list[RowFault] = []
        self.seen: dict[str, int] = {}

    def read(self, row: SheetRow) -> None:
        code = self._find_code(row)
        if code is None:
            return
        faults_before = len(self.faults)
        texts = {heading: self._text(row, heading) for heading in FILLED_IN}
        values = self._read_values(row, code, texts)
        if len(self.faults) == faults_before:
            self.values[code] = values
            self.known |= {code: texts[KNOWN]} if texts[KNOWN] else {}

    def _refuse(self, row: SheetRow, heading: str, message: str) -> None:
        self.faults.append(RowFault(row.number, heading, message))

    def _text(self, row: SheetRow, heading: str) -> str:
        cell = row.cell(self.columns[heading])
        if isinstance(cell, BadCell):
            self._refuse(row, heading, f"the cell {cell.fault}")
            return ""
        longest = LONGEST.get(heading, len(cell))
        if len(cell) > longest:
            over = f"{longest:,} characters or fewer: shorten it by {len(cell) - longest:,}"
            self._refuse(row, heading, f"the text must be {over}")
        return cell

    def _find_code(self, row: SheetRow) -> str | None:
        written = self._text(row, CODE).rstrip(".")
        code = self.codes.get(written.casefold())
        if code is not None and code in self.seen:
            self._refuse(row, CODE, f"“{code}” stands in row {self.seen[code]} already")
            return None
        if code is not None:
            self.seen[code] = row.number
            return code
        if isinstance(row.cell(self.columns[CODE]), str) and self._says_anything(row):
            self._refuse(row, CODE, self._describe_unknown(row, written))
        return None

    def _says_anything(self, row: SheetRow) -> bool:
        return any(row.cell(self.columns[heading]) for heading in (CODE, *FILLED_IN))

    def _describe_unknown(self, row: SheetRow, written: str) -> str:
        term = self.standard.terms.element.one
        title = row.cell(self.columns[ELEMENT]) if ELEMENT in self.columns else ""
        meant = next(
            (code for code in self.base if self.standard.get_element(code).title == title), None
        )
        hint = f" By its title it is {meant}: write that" if meant else ""
        if not written:
            return f"the code of the {term} is missing.{hint or ' Write it, or clear the row'}"
        return f"this sheet was not made for “{written}”.{hint or ' Clear the row'}"

    def _read_values(self, row: SheetRow, code: str, texts: Mapping[str, str]) -> ResponseValues:
        level = self._read_level(row, texts[LEVEL])
        return replace(
            self.base[code],
            level=level,
            level_reason=self._read_reason(row, code, level, texts[REASON]),
            justification=texts[JUSTIFICATION],
            tell=texts[TELL],
        )

    def _read_level(self, row: SheetRow, text: str) -> str | None:
        try:
            return find_level(self.standard, text)
        except LevelFault as fault:
            self._refuse(row, LEVEL, str(fault))
            return None

    def _read_reason(self, row: SheetRow, code: str, level: str | None, text: str) -> str:
        """Return the reason of a level that needs one; what another level was given is no loss."""
        if level in self.standard.rules.reason_required:
            if not text:
                title = self.standard.get_level(level).title
                self._refuse(row, REASON, f"say why the level is “{title}”")
            return text
        if text and text != self.base[code].level_reason:
            needing = (
                self.standard.get_level(each).title for each in self.standard.rules.reason_required
            )
            wanted = " or ".join(needing) or "no level"
            self._refuse(
                row, REASON, f"a reason is kept for {wanted} only: move it to the justification"
            )
        return ""
