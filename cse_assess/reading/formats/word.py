"""Reads Word documents (ECMA-376 part 1, WordprocessingML).

Pages are those of the last time that Word laid the document out (`lastRenderedPageBreak`), where
it left those marks; else what page breaks and sections say.
"""

import zipfile
from typing import BinaryIO

from cse_assess.reading.archive import open_archive, read_entry
from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector
from cse_assess.reading.formats.parts import find_main_part, list_relations, targets_of
from cse_assess.reading.formats.properties import read_properties
from cse_assess.reading.xml_part import scan_xml

_REMOVED = frozenset({"del", "moveFrom"})
_INSERTED = frozenset({"ins", "moveTo"})
_IN_TEXT = {"tab": "\t", "cr": "\n", "noBreakHyphen": "-"}
_AFTER = {"tc": "\t", "tr": "\n"}
_OFF = frozenset({"0", "false", "off", "none"})
_MARK = b"lastRenderedPageBreak"


def read_word(file: BinaryIO, suffix: str) -> Document:
    """Return what a Word document says; raise `Refused` where it cannot be read."""
    with open_archive(file) as archive:
        main = find_main_part(archive)
        reader = _PartReader(
            hidden_styles=_find_hidden_styles(archive, main),
            follows_layout=_has_layout_marks(archive, main),
        )
        reader.collector.start_page()
        for name in _parts_in_order(archive, main):
            reader.read(archive, name, can_break=name == main)
        for name in targets_of(list_relations(archive, main), "comments"):
            read_comments(archive, name, reader.collector)
        return reader.collector.build(suffix, read_properties(archive, "docProps/core.xml"))


def _parts_in_order(archive: zipfile.ZipFile, main: str) -> list[str]:
    """Return what is read: heads before the text, then notes and feet, each once."""
    relations = list_relations(archive, main)
    kinds = ("footnotes", "endnotes", "footer")
    after = [name for kind in kinds for name in targets_of(relations, kind)]
    return [*targets_of(relations, "header"), main, *after]


def _has_layout_marks(archive: zipfile.ZipFile, main: str) -> bool:
    before = b""
    for chunk in read_entry(archive, main):
        if _MARK in before + chunk:
            return True
        before = chunk[-len(_MARK) :]
    return False


def _find_hidden_styles(archive: zipfile.ZipFile, main: str) -> frozenset[str]:
    """Return the ids of the styles whose text is not shown."""
    hidden: set[str] = set()
    style = ""

    def note(element: str, attributes: dict[str, str]) -> None:
        nonlocal style
        if element == "style":
            style = attributes.get("styleId", "")
        elif element == "vanish" and is_on(attributes):
            hidden.add(style)

    for name in targets_of(list_relations(archive, main), "styles"):
        scan_xml(read_entry(archive, name), note)
    return frozenset(hidden)


def is_on(attributes: dict[str, str]) -> bool:
    """Tell whether a switch such as `<w:vanish/>` is on (ECMA-376 part 1, 17.17.4)."""
    return attributes.get("val", "1") not in _OFF


class _PartReader:
    """Reads the parts of a document into one collector."""

    def __init__(self, *, hidden_styles: frozenset[str], follows_layout: bool) -> None:
        self.collector = Collector()
        self._hidden_styles = hidden_styles
        self._follows_layout = follows_layout
        self._can_break = False
        self._removed = 0
        self._inserted: list[str] | None = None
        self._cells = 0
        self._skipped = 0
        self._is_text = False
        self._is_run_hidden = False
        self._is_paragraph_hidden = False
        self._breaks_after = False

    def read(self, archive: zipfile.ZipFile, name: str, *, can_break: bool) -> None:
        """Read the part `name`; only the main one breaks pages."""
        self._can_break = can_break
        scan_xml(read_entry(archive, name), self._start, self._text, self._end)
        self.collector.add("\n")

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "Fallback" or self._skipped:
            # A drawing's fallback says the same words once more.
            self._skipped += 1
        elif element in {"t", "delText"}:
            self._is_text = True
        elif element in _REMOVED:
            self._removed += 1
        elif element in _INSERTED:
            self._inserted = []
        elif element == "tc":
            self._cells += 1
        elif element in {"p", "r", "rStyle", "pStyle", "vanish"}:
            self._note_visibility(element, attributes)
        elif element in _IN_TEXT:
            self._add(_IN_TEXT[element])
        else:
            self._note_break(element, attributes)

    def _note_visibility(self, element: str, attributes: dict[str, str]) -> None:
        is_hidden_style = attributes.get("val") in self._hidden_styles
        if element == "p":
            self._is_paragraph_hidden = self._is_run_hidden = False
        elif element == "pStyle":
            self._is_paragraph_hidden = is_hidden_style
        elif element == "r":
            self._is_run_hidden = self._is_paragraph_hidden
        elif element == "rStyle":
            self._is_run_hidden |= is_hidden_style
        else:
            self._is_run_hidden = is_on(attributes)

    def _note_break(self, element: str, attributes: dict[str, str]) -> None:
        if element == "lastRenderedPageBreak":
            self._break_page(is_layout=True)
        elif element == "br":
            self._add("\n")
            if attributes.get("type") == "page":
                self._break_page(is_layout=False)
        elif element == "pageBreakBefore" and is_on(attributes):
            self._break_page(is_layout=False)
        elif element == "sectPr":
            self._breaks_after = True
        elif element == "type" and attributes.get("val") == "continuous":
            self._breaks_after = False

    def _break_page(self, *, is_layout: bool) -> None:
        if self._can_break and is_layout == self._follows_layout:
            self.collector.start_page()

    def _text(self, text: str) -> None:
        if self._is_text and not self._skipped:
            self._add(text)

    def _end(self, element: str) -> None:
        if self._skipped:
            self._skipped -= 1
        elif element in {"t", "delText"}:
            self._is_text = False
        elif element in _REMOVED:
            self._removed -= 1
            self.collector.end_passage()
        elif element in _INSERTED:
            self._end_insertion()
        elif element == "r":
            self._is_run_hidden = self._is_paragraph_hidden
        elif element == "p":
            self._end_paragraph()
        elif element in _AFTER:
            self._cells -= element == "tc"
            self._add(_AFTER[element])

    def _end_insertion(self) -> None:
        """An insertion is seen, and noted as a change that nobody has accepted yet."""
        text = "".join(self._inserted or ())
        self._inserted = None
        if text.strip():
            self.collector.hide(text, HiddenKind.TRACKED_CHANGE, self.collector.page_number)

    def _end_paragraph(self) -> None:
        # The cells of a table's row stay on one line.
        self._add(" " if self._cells else "\n")
        if self._breaks_after:
            self._breaks_after = False
            self._break_page(is_layout=False)

    def _add(self, text: str) -> None:
        if self._removed:
            self.collector.add(text, HiddenKind.TRACKED_CHANGE)
        elif self._is_run_hidden and text.strip():
            self.collector.add(text, HiddenKind.HIDDEN)
        else:
            self.collector.add(text)
            if self._inserted is not None:
                self._inserted.append(text)


def read_comments(archive: zipfile.ZipFile, name: str, collector: Collector) -> None:
    """Keep each comment of the part `name` as "who: words"."""
    parts: list[str] = []
    is_text = False

    def start(element: str, attributes: dict[str, str]) -> None:
        nonlocal is_text
        is_text = element in {"t", "delText"}
        if element == "comment":
            author = attributes.get("author", "")
            parts[:] = [f"{author}: "] if author else []

    def add(text: str) -> None:
        if is_text:
            parts.append(text)

    def end(element: str) -> None:
        nonlocal is_text
        is_text = False
        if element == "p":
            parts.append("\n")
        elif element == "comment":
            collector.hide("".join(parts), HiddenKind.COMMENT)

    scan_xml(read_entry(archive, name), start, add, end)
