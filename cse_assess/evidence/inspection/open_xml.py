"""Checks Word, Excel and PowerPoint files (ECMA-376: parts, content types and relationships)."""

import posixpath
import re
import zipfile
from io import BytesIO
from typing import BinaryIO

from cse_assess.evidence.inspection.content import Limits, check_enclosed
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.evidence.inspection.remote import FETCHES, is_remote
from cse_assess.reading.archive import MEBIBYTE, open_archive, read_entry, read_whole
from cse_assess.reading.refusal import DAMAGED, DISGUISED, Refused
from cse_assess.reading.xml_part import scan_xml

MOST_INDEX_BYTES = 8 * MEBIBYTE
MOST_ENCLOSED_BYTES = 100 * MEBIBYTE
CONTENT_TYPES = "[Content_Types].xml"
_MAIN_PARTS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
}
_MACRO_TYPES = ("macroenabled", "vbaproject", "macrosheet", "vbadata")
_ACTIVE_RELATIONS = frozenset({"control", "activeXControlBinary", "oleObject", "aFChunk"})
_PROGRAM = re.compile(r"\.(exe|dll|com|scr|bat|cmd|ps1|js|jse|vbs|vbe|wsf|hta|lnk|jar|msi)$")
_DDE_FIELD = re.compile(r"^\s*dde(auto)?\b", re.IGNORECASE | re.MULTILINE)
_MACROS = (
    "The file holds macros, whatever its name says. "
    "Save it as .{suffix} without macros and upload that copy."
)
_ACTIVE = (
    "The file holds an embedded object or control that cannot be checked. "
    "Replace it with a picture, or save the whole as a PDF."
)
_RUNS = (
    "The file starts another program or refreshes its figures when it is opened (DDE or a data "
    "connection), so what people see could change later. Remove the connection and save again."
)


def check_open_xml(file: BinaryIO, file_type: FileType, limits: Limits) -> None:
    """Raise `Refused` unless the document is what its suffix says, inert and self-contained."""
    with open_archive(file) as archive:
        _check_types(archive, file_type)
        for name in archive.namelist():
            _check_part(archive, name, limits)


def _check_types(archive: zipfile.ZipFile, file_type: FileType) -> None:
    suffix = file_type.suffixes[0]
    types = _read_types(archive)
    declared = " ".join(types.values()).lower()
    names = " ".join(archive.namelist()).lower()
    if any(mark in declared for mark in _MACRO_TYPES) or "vbaproject" in names:
        raise Refused(_MACROS.format(suffix=suffix))
    if types.get(_find_main_part(archive).lower()) != _MAIN_PARTS[suffix]:
        raise Refused(DISGUISED.format(name=file_type.name))


def _read_types(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the content type of each part that is listed, and of each suffix (`*.xml`)."""
    types: dict[str, str] = {}

    def note(element: str, attributes: dict[str, str]) -> None:
        declared = attributes.get("ContentType", "")
        if element == "Override":
            types[attributes.get("PartName", "").lower()] = declared
        elif element == "Default":
            types["*." + attributes.get("Extension", "").lower()] = declared

    scan_xml([read_whole(archive, CONTENT_TYPES, MOST_INDEX_BYTES)], note)
    return types


def _find_main_part(archive: zipfile.ZipFile) -> str:
    targets: list[str] = []

    def note(element: str, attributes: dict[str, str]) -> None:
        if element == "Relationship" and _kind(attributes) == "officeDocument":
            targets.append(attributes.get("Target", ""))

    scan_xml([read_whole(archive, "_rels/.rels", MOST_INDEX_BYTES)], note)
    main = posixpath.normpath(posixpath.join("/", *targets))
    names = {f"/{name}".lower() for name in archive.namelist()}
    if len(targets) != 1 or main.lower() not in names:
        raise Refused(DAMAGED)
    return main


def _check_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    lower = name.lower()
    if _PROGRAM.search(lower):
        raise Refused(_ACTIVE)
    if "/embeddings/" in lower and not lower.endswith(".rels"):
        _check_enclosed_part(archive, name, limits)
    elif lower.endswith((".xml", ".rels")):
        _check_xml_part(archive, name)
    else:
        for _chunk in read_entry(archive, name):
            pass  # unpacking verifies the entry's size and checksum


def _check_enclosed_part(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    suffix = posixpath.splitext(name)[1].removeprefix(".").lower()
    if suffix == "bin":
        raise Refused(_ACTIVE)
    content = BytesIO(read_whole(archive, name, MOST_ENCLOSED_BYTES))
    check_enclosed(content, suffix, posixpath.basename(name), limits)


def _check_xml_part(archive: zipfile.ZipFile, name: str) -> None:
    lower = name.lower()
    chunks = read_entry(archive, name)
    if lower.endswith(".rels"):
        scan_xml(chunks, _check_relationship)
    elif lower.startswith("word/"):
        fields = _Fields()
        scan_xml(chunks, fields.note_element, fields.note_text)
        fields.check()
    elif lower.startswith(("xl/externallinks/", "xl/connections")):
        scan_xml(chunks, _check_connection)
    else:
        scan_xml(chunks)


def _check_relationship(element: str, attributes: dict[str, str]) -> None:
    if element != "Relationship":
        return
    kind = _kind(attributes)
    if kind in _ACTIVE_RELATIONS:
        raise Refused(_ACTIVE)
    target = attributes.get("Target", "")
    is_outside = attributes.get("TargetMode", "").lower() == "external"
    if is_outside and kind != "hyperlink" and is_remote(target):
        raise Refused(FETCHES.format(target=target[:100]))


def _check_connection(element: str, attributes: dict[str, str]) -> None:
    refreshes = attributes.get("refreshOnLoad", "0") not in {"0", "false"}
    if element == "ddeLink" or (element == "connection" and refreshes):
        raise Refused(_RUNS)


def _kind(attributes: dict[str, str]) -> str:
    return attributes.get("Type", "").rpartition("/")[2]


class _Fields:
    """Collects the instructions of a Word part's fields, which may be cut into many runs."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._is_instruction = False

    def note_element(self, element: str, attributes: dict[str, str]) -> None:
        self._is_instruction = element == "instrText"
        if element == "fldChar":
            self._text.append("\n")
        elif element == "fldSimple":
            self._text.append(f"\n{attributes.get('instr', '')}\n")

    def note_text(self, text: str) -> None:
        if self._is_instruction:
            self._text.append(text)

    def check(self) -> None:
        if _DDE_FIELD.search("".join(self._text)):
            raise Refused(_RUNS)
