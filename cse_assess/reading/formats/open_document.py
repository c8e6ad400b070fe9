"""Reads OpenDocument texts, spreadsheets and presentations (OASIS OpenDocument 1.3, part 3).

Pages of a text are those that the program left marks of (`soft-page-break`) and those that its
styles break; a sheet or a slide is a page.
"""

import zipfile
from typing import BinaryIO

from cse_assess.reading.archive import open_archive, read_entry
from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector
from cse_assess.reading.formats.open_styles import HiddenStyles, read_styles
from cse_assess.reading.formats.properties import read_properties
from cse_assess.reading.refusal import DAMAGED, Refused
from cse_assess.reading.xml_part import scan_xml

CONTENT = "content.xml"
_PARAGRAPHS = frozenset({"p", "h"})
_SHEET_PARTS = frozenset({"table-cell", "covered-table-cell"})
_SECRET = {
    "deletion": HiddenKind.TRACKED_CHANGE,
    "annotation": HiddenKind.COMMENT,
    "notes": HiddenKind.HIDDEN,
    "hidden-text": HiddenKind.HIDDEN,
    "hidden-paragraph": HiddenKind.HIDDEN,
}
_NO_WORDS = frozenset({"date", "date-string", "sender-initials", "creator-initials"})
_HIDDEN_ROWS = frozenset({"collapse", "filter"})
_MOST_SPACES = 100
_MOST_COLUMNS = 16_384


def read_open_document(file: BinaryIO, suffix: str) -> Document:
    """Return what an OpenDocument says; raise `Refused` where it cannot be read."""
    with open_archive(file) as archive:
        if CONTENT not in archive.namelist():
            raise Refused(DAMAGED)
        reader = _ContentReader(read_styles(archive), pages_are_marked=suffix == "odt")
        reader.read(archive)
        return reader.collector.build(suffix, read_properties(archive, "meta.xml"))


class _ContentReader:
    """Reads the content into a collector; `_kinds` is the stack of what hides the text."""

    def __init__(self, styles: HiddenStyles, *, pages_are_marked: bool) -> None:
        self.collector = Collector()
        self._styles = styles
        self._pages_are_marked = pages_are_marked
        self._kinds: list[HiddenKind | None] = [None]
        self._texts: list[bool] = [False]
        self._cells = 0
        self._hidden_columns: list[bool] = []
        self._column = 0

    def read(self, archive: zipfile.ZipFile) -> None:
        if self._pages_are_marked:
            self.collector.start_page()
        scan_xml(read_entry(archive, CONTENT), self._start, self._text, self._end)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        self._break_before(element, attributes)
        kind = self._kinds[-1] or _SECRET.get(element) or self._hide(element, attributes)
        if kind and not self._kinds[-1]:
            self.collector.end_passage()
        self._kinds.append(kind)
        is_text = element in _PARAGRAPHS or (self._texts[-1] and element not in _NO_WORDS)
        self._texts.append(is_text or element == "creator" or element.startswith("hidden-"))
        if element in {"tab", "line-break"} or element == "s":
            self._add_space(element, attributes)
        elif element in _SHEET_PARTS:
            self._cells += 1

    def _break_before(self, element: str, attributes: dict[str, str]) -> None:
        """Start a page where this element does."""
        style = attributes.get("style-name", "")
        if not self._pages_are_marked:
            if (element == "page") or (element == "table" and not self._cells):
                is_shown = style not in self._styles.sheets
                self.collector.start_page(attributes.get("name", ""), is_shown=is_shown)
                self._hidden_columns = []
        elif element == "soft-page-break" or (
            element in {*_PARAGRAPHS, "table"} and style in self._styles.breaking
        ):
            self.collector.start_page()

    def _hide(self, element: str, attributes: dict[str, str]) -> HiddenKind | None:
        """Return why the text of this element is not seen, where it is not."""
        is_hidden = attributes.get("style-name", "") in self._styles.texts
        if element == "table-column":
            self._note_columns(attributes)
        elif element == "table-row":
            self._column = 0
            is_hidden = attributes.get("visibility") in _HIDDEN_ROWS
        elif element in _SHEET_PARTS:
            is_hidden = self._pass_cell(attributes)
        return HiddenKind.HIDDEN if is_hidden else None

    def _note_columns(self, attributes: dict[str, str]) -> None:
        room = _MOST_COLUMNS - len(self._hidden_columns)
        count = min(_to_number(attributes.get("number-columns-repeated", "1")), room)
        is_hidden = attributes.get("visibility") in _HIDDEN_ROWS
        self._hidden_columns += [is_hidden] * count

    def _pass_cell(self, attributes: dict[str, str]) -> bool:
        """Move on to the next cell and tell whether its column is hidden."""
        column = self._column
        self._column += _to_number(attributes.get("number-columns-repeated", "1"))
        return column < len(self._hidden_columns) and self._hidden_columns[column]

    def _add_space(self, element: str, attributes: dict[str, str]) -> None:
        if element == "s":
            self._add(" " * min(_to_number(attributes.get("c", "1")), _MOST_SPACES))
        else:
            self._add("\t" if element == "tab" else "\n")

    def _text(self, text: str) -> None:
        if self._texts[-1]:
            self._add(text)

    def _end(self, element: str) -> None:
        if element in _PARAGRAPHS:
            self._add(" " if self._cells else "\n")
        elif element == "creator":
            self._add(": ")
        elif element in _SHEET_PARTS:
            self._cells -= 1
            self._add("\t")
        elif element == "table-row":
            self._add("\n")
        self._texts.pop()
        self._kinds.pop()

    def _add(self, text: str) -> None:
        kind = self._kinds[-1]
        if kind or text.strip() or self.collector.page_number:
            self.collector.add(text, kind)


def _to_number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004
