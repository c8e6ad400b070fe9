"""Redacts Word documents, Excel workbooks and PowerPoint presentations (ECMA-376)."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

from cse_assess.reading.redaction.markup import Element, black_out_tree, drop, local_name, unwrap
from cse_assess.reading.redaction.packages import (
    prove_package,
    read_part,
    rewrite_package,
    write_part,
)
from cse_assess.reading.redaction.words import Words
from cse_assess.reading.refusal import Refused

_DROPPED_PARTS = re.compile(
    r"docProps/.*|customXml/.*|word/(?:comments\w*|people)\.xml|word/glossary/.*|"
    r"xl/(?:comments\w*|threadedComments/.*|comments/.*|persons/.*|revisions/.*|"
    r"printerSettings/.*|drawings/vmlDrawing\w*)(?:\.\w+)?|"
    r"ppt/(?:comments/.*|commentAuthors\.xml|authors\.xml|tags/.*|printerSettings/.*)",
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?:word|xl|ppt)/embeddings/.*", re.IGNORECASE)
_DROPPED = frozenset(
    """
    del moveFrom rPrChange pPrChange sectPrChange tblPrChange tblGridChange trPrChange tcPrChange
    tblPrExChange numberingChange moveFromRangeStart moveFromRangeEnd moveToRangeStart
    moveToRangeEnd customXmlInsRangeStart customXmlInsRangeEnd customXmlDelRangeStart
    customXmlDelRangeEnd customXmlMoveFromRangeStart customXmlMoveFromRangeEnd
    customXmlMoveToRangeStart customXmlMoveToRangeEnd commentRangeStart commentRangeEnd
    commentReference dataBinding absPath legacyDrawing custDataLst fileSharing
    """.split()  # noqa: SIM905 -- a list of words
)
_UNWRAPPED = frozenset({"ins", "moveTo"})
_PARTS_OF_WORDS = frozenset({"t", "delText", "instrText"})
_BLOCKS = frozenset({"p", "si", "is", "tc", "tr", "c", "row", "txBody"})
_GAPS = frozenset({"tab", "br", "cr", "noBreakHyphen"})
_TEXT_TYPES = frozenset({"s", "str", "inlineStr"})


def redact_open_xml(source: Path, words: Words, target: Path) -> int:
    """Write a copy without the words, properties, comments, tracked changes and hidden text.

    Tracked changes are accepted. Returns how often the words were found. Raises `Refused` for a
    file that holds other files, and where words stand in a part that cannot be changed safely.
    """
    with ZipFile(source) as package:
        if any(_INSIDE.fullmatch(name) for name in package.namelist()):
            raise Refused(
                "This file holds other files, which cannot be redacted safely. Save it as a PDF, "
                "upload that, and redact it."
            )
    redactor = _Redactor(words)
    rewrite_package(source, target, redactor.change)
    prove_package(target, words, redactor.black_out)
    return redactor.count


class _Redactor:
    """Changes part after part, and counts the words that it blacks out."""

    def __init__(self, words: Words) -> None:
        self.count = 0
        self._words = words

    def change(self, name: str, content: bytes) -> bytes:
        """Return the part as the copy has it; nothing where it goes."""
        if _DROPPED_PARTS.fullmatch(name):
            return b""
        if name == "[Content_Types].xml":
            return _forget_parts(content)
        if name.endswith(".rels"):
            return self._change_relationships(name, content)
        if name.endswith((".xml", ".vml")):
            return self._change_part(content)
        return content

    def _change_part(self, content: bytes) -> bytes:
        root = read_part(content)
        _clean(root)
        self._change_numbers(root)
        self.count += self.black_out(root)
        return write_part(root)

    def black_out(self, root: Element) -> int:
        """Black the words out of a part; return how many were found."""
        return black_out_tree(root, self._words, is_block=_is_block, is_gap=_is_gap)

    def _change_numbers(self, root: Element) -> None:
        """Turn cells whose value is one of the words into text, which can be blacked out."""
        for cell in root.iter("{*}c"):
            value, formula = cell.find("{*}v"), cell.find("{*}f")
            said = "" if value is None or cell.get("t") == "s" else value.text or ""
            if self._words.are_in(said) and cell.get("t") not in _TEXT_TYPES:
                cell.set("t", "str")
            if formula is not None and self._words.are_in(f"{said} {formula.text or ''}"):
                cell.remove(formula)

    def _change_relationships(self, name: str, content: bytes) -> bytes:
        root = read_part(content)
        folder = posixpath.dirname(posixpath.dirname(name))
        for link in list(root):
            target = link.get("Target", "")
            if link.get("TargetMode") == "External":
                if self._words.are_in(unquote(target)):
                    link.set("Target", "about:blank")
            elif _is_dropped(target, folder):
                root.remove(link)
        return write_part(root)


def _is_dropped(target: str, folder: str) -> bool:
    path = target if target.startswith("/") else posixpath.join("/", folder, target)
    return _DROPPED_PARTS.fullmatch(posixpath.normpath(path).lstrip("/")) is not None


def _forget_parts(content: bytes) -> bytes:
    root = read_part(content)
    for entry in list(root):
        if _DROPPED_PARTS.fullmatch(entry.get("PartName", "").lstrip("/")):
            root.remove(entry)
    return write_part(root)


def _clean(root: Element) -> None:
    """Accept every change, and take out what the pages do not show."""
    for row in list(root.iter("{*}tr")):
        if row.find("{*}trPr/{*}del") is not None:
            drop(row)
    for run in list(root.iter("{*}r")):
        if _is_vanished(run):
            drop(run)
    for element in list(root.iter("*")):
        if local_name(element) in _DROPPED and element.getparent() is not None:
            drop(element)
    for element in list(root.iter("*")):
        if local_name(element) in _UNWRAPPED and element.getparent() is not None:
            unwrap(element)


def _is_vanished(run: Element) -> bool:
    mark = run.find("{*}rPr/{*}vanish")
    if mark is None:
        return False
    said = {name: value for name, value in mark.attrib.items() if name.endswith("val")}
    return not set(said.values()) & {"0", "false", "off"}


def _is_block(element: Element) -> bool:
    name = local_name(element)
    if name in _BLOCKS:
        return True
    return bool((element.text or "").strip()) and name not in _PARTS_OF_WORDS


def _is_gap(element: Element) -> bool:
    return local_name(element) in _GAPS
