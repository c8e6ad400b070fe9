"""Reads Excel workbooks (ECMA-376 part 1, SpreadsheetML): a page for each sheet, a line a row.

Figures are given as they are stored, days as 2026-03-31: other formats of cells are left aside.
"""

import zipfile
from typing import BinaryIO

from cse_assess.reading.archive import open_archive, read_entry
from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.cells import CellValues, read_date_styles, read_strings
from cse_assess.reading.formats.collecting import Collector
from cse_assess.reading.formats.parts import find_main_part, list_relations, targets_of
from cse_assess.reading.formats.properties import read_properties
from cse_assess.reading.xml_part import scan_xml

_HIDDEN_STATES = frozenset({"hidden", "veryHidden"})
_COMMENTS = frozenset({"comments", "threadedComment"})
_OFF = frozenset({"", "0", "false"})


def read_excel(file: BinaryIO, suffix: str) -> Document:
    """Return what a workbook says; raise `Refused` where it cannot be read."""
    with open_archive(file) as archive:
        main = find_main_part(archive)
        relations = list_relations(archive, main)
        parts = {relation.id: relation.target for relation in relations}
        book = _Book()
        scan_xml(read_entry(archive, main), book.start)
        values = CellValues(
            read_strings(archive, targets_of(relations, "sharedStrings")),
            read_date_styles(archive, targets_of(relations, "styles")),
            is_1904=book.is_1904,
        )
        collector = Collector()
        for sheet in book.sheets:
            is_shown = sheet.get("state") not in _HIDDEN_STATES
            collector.start_page(sheet.get("name", ""), is_shown=is_shown)
            if sheet.get("id") in parts:
                _read_sheet(archive, parts[sheet["id"]], values, collector)
        return collector.build(suffix, read_properties(archive, "docProps/core.xml"))


class _Book:
    """The list of sheets in their order, and from which year days are counted."""

    def __init__(self) -> None:
        self.sheets: list[dict[str, str]] = []
        self.is_1904 = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "sheet":
            self.sheets.append(attributes)
        elif element == "workbookPr":
            self.is_1904 = attributes.get("date1904", "") not in _OFF


def _read_sheet(
    archive: zipfile.ZipFile, name: str, values: CellValues, collector: Collector
) -> None:
    reader = _SheetReader(values, collector)
    scan_xml(read_entry(archive, name), reader.start, reader.text, reader.end)
    for relation in list_relations(archive, name):
        if relation.kind in _COMMENTS:
            _read_notes(archive, relation.target, collector)


class _SheetReader:
    """Reads the cells of one sheet; hidden rows and columns are kept as hidden text."""

    def __init__(self, values: CellValues, collector: Collector) -> None:
        self._values = values
        self._collector = collector
        self._hidden_columns: list[range] = []
        self._is_row_hidden = False
        self._column = 0
        self._kind = self._style = ""
        self._stored: list[str] = []
        self._is_value = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "c":
            self._start_cell(attributes)
        elif element in {"v", "t"}:
            self._is_value = True
        elif element == "rPh":
            self._is_value = False
        elif element == "row":
            self._is_row_hidden = attributes.get("hidden", "") not in _OFF
            self._column = 0
        elif element == "col" and attributes.get("hidden", "") not in _OFF:
            first, last = (_to_number(attributes.get(key, "")) for key in ("min", "max"))
            self._hidden_columns.append(range(first, last + 1))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._style = attributes.get("t", ""), attributes.get("s", "0")
        self._column = column_number(attributes.get("r", "")) or self._column + 1
        self._stored.clear()

    def text(self, text: str) -> None:
        if self._is_value:
            self._stored.append(text)

    def end(self, element: str) -> None:
        if element == "c":
            self._end_cell()
        elif element == "row":
            self._collector.add("\n")
        self._is_value = False

    def _end_cell(self) -> None:
        said = self._values.say(self._kind, self._style, "".join(self._stored))
        if not said.strip():
            return
        line = " ".join(said.split("\n")) + "\t"
        is_hidden = self._is_row_hidden or any(
            self._column in columns for columns in self._hidden_columns
        )
        self._collector.add(line, HiddenKind.HIDDEN if is_hidden else None)


def _read_notes(archive: zipfile.ZipFile, name: str, collector: Collector) -> None:
    """Keep each comment or note on the sheet's page."""
    parts: list[str] = []
    is_text = False

    def start(element: str, _attributes: dict[str, str]) -> None:
        nonlocal is_text
        is_text = element in {"t", "text"}

    def text(text: str) -> None:
        if is_text:
            parts.append(text)

    def end(element: str) -> None:
        nonlocal is_text
        is_text = False
        if element in {"comment", "threadedComment"}:
            collector.hide("".join(parts), HiddenKind.COMMENT, collector.page_number)
            parts.clear()

    scan_xml(read_entry(archive, name), start, text, end)


def column_number(reference: str) -> int:
    """Return the column, from 1, of a reference such as `AB12`; 0 where it names none."""
    number = 0
    for letter in reference:
        if not ("A" <= letter <= "Z"):
            break
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _to_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
