"""Reads PowerPoint presentations (ECMA-376 part 1, PresentationML): a page for each slide."""

import zipfile
from typing import BinaryIO

from cse_assess.reading.archive import open_archive, read_entry
from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector
from cse_assess.reading.formats.parts import find_main_part, list_relations
from cse_assess.reading.formats.properties import read_properties
from cse_assess.reading.xml_part import scan_xml

_OFF = frozenset({"0", "false"})
_AFTER = {"p": "\n", "br": "\n", "tc": "\t", "tr": "\n"}
_NOT_WORDS = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})


def read_powerpoint(file: BinaryIO, suffix: str) -> Document:
    """Return what a presentation says; raise `Refused` where it cannot be read.

    Speaker notes, slides that are left out of the show and shapes that are switched off are hidden
    text of their slide.
    """
    with open_archive(file) as archive:
        collector = Collector()
        for name in _slides_in_order(archive):
            collector.start_page(is_shown=_is_shown(archive, name))
            _ShapeReader(collector, None).read(archive, name)
            _read_beside(archive, name, collector)
        return collector.build(suffix, read_properties(archive, "docProps/core.xml"))


def _slides_in_order(archive: zipfile.ZipFile) -> list[str]:
    main = find_main_part(archive)
    parts = {relation.id: relation.target for relation in list_relations(archive, main)}
    ids: list[str] = []

    def note(element: str, attributes: dict[str, str]) -> None:
        if element == "sldId":
            ids.append(attributes.get("id", ""))

    scan_xml(read_entry(archive, main), note)
    return [parts[each] for each in ids if each in parts]


def _is_shown(archive: zipfile.ZipFile, name: str) -> bool:
    shows: list[str] = []

    def note(element: str, attributes: dict[str, str]) -> None:
        if element == "sld":
            shows.append(attributes.get("show", "1"))

    scan_xml(read_entry(archive, name), note)
    return not _OFF & set(shows)


def _read_beside(archive: zipfile.ZipFile, name: str, collector: Collector) -> None:
    """Read what belongs to a slide in parts of their own: diagrams, notes, comments."""
    for relation in list_relations(archive, name):
        if relation.kind == "diagramData":
            _ShapeReader(collector, None).read(archive, relation.target)
        elif relation.kind == "notesSlide":
            _ShapeReader(collector, HiddenKind.HIDDEN).read(archive, relation.target)
        elif relation.kind == "comments":
            _ShapeReader(collector, HiddenKind.COMMENT).read(archive, relation.target)
        collector.end_passage()


class _ShapeReader:
    """Reads the paragraphs of the shapes of one part: seen, or all hidden for `kind`."""

    def __init__(self, collector: Collector, kind: HiddenKind | None) -> None:
        self._collector = collector
        self._kind = kind
        self._is_text = False
        self._is_off = False
        self._is_filler = False
        self._skipped = 0
        self._cells = 0

    def read(self, archive: zipfile.ZipFile, name: str) -> None:
        scan_xml(read_entry(archive, name), self._start, self._text, self._end)
        self._collector.add("\n", self._kind)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        if element == "Fallback" or self._skipped:
            # A drawing's fallback says the same words once more.
            self._skipped += 1
        elif element == "cNvPr":
            self._is_off = attributes.get("hidden", "0") not in _OFF
            self._is_filler = False
        elif element == "ph":
            self._is_filler = attributes.get("type", "") in _NOT_WORDS
        elif element == "tc":
            self._cells += 1
        self._is_text = element in {"t", "text"}

    def _text(self, text: str) -> None:
        if self._is_text and not self._skipped and not self._is_filler:
            self._add(text)

    def _end(self, element: str) -> None:
        self._is_text = False
        if self._skipped:
            self._skipped -= 1
        elif element == "tc":
            self._cells -= 1
            self._add("\t")
        elif element in _AFTER:
            self._add(" " if self._cells else _AFTER[element])
        elif element == "sp":
            self._is_off = self._is_filler = False

    def _add(self, text: str) -> None:
        hidden = HiddenKind.HIDDEN if self._is_off else None
        self._collector.add(text, self._kind or hidden)
