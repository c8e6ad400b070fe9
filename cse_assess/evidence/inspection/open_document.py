"""Checks OpenDocument files (OASIS OpenDocument 1.3, part 2: packages)."""

import zipfile
from typing import BinaryIO

from cse_assess.evidence.inspection.content import Limits
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.evidence.inspection.remote import FETCHES, is_remote
from cse_assess.reading.archive import MEBIBYTE, open_archive, read_entry, read_whole
from cse_assess.reading.refusal import DAMAGED, DISGUISED, Refused
from cse_assess.reading.xml_part import scan_xml

MOST_MANIFEST_BYTES = 8 * MEBIBYTE
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
_LINKS_THAT_WAIT = frozenset({"a", "script", "bookmark", "template", "auto-reload"})
_LOCKED = "The file is protected with a password. Take the password off, save, and upload the copy."
_MACROS = "The file holds macros. Remove them (Tools, Macros), save, and upload the copy."
_OBJECT = (
    "The file holds an embedded object that cannot be checked. "
    "Replace it with a picture, or save the whole as a PDF."
)


def check_open_document(file: BinaryIO, file_type: FileType, _limits: Limits) -> None:
    """Raise `Refused` unless the document is what its suffix says, inert and self-contained."""
    with open_archive(file) as archive:
        _check_type(archive, file_type)
        _check_names(archive)
        if _CONTENT not in archive.namelist():
            raise Refused(DAMAGED)
        scan_xml([read_whole(archive, _MANIFEST, MOST_MANIFEST_BYTES)], _check_manifest)
        for name in archive.namelist():
            _check_part(archive, name)


def _check_type(archive: zipfile.ZipFile, file_type: FileType) -> None:
    """Require the media type as first entry, not packed (part 2, section 3.3)."""
    first = min(archive.infolist(), key=lambda entry: entry.header_offset)
    is_plain = first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED
    expected = file_type.media_type.encode()
    if not is_plain or read_whole(archive, "mimetype", MEBIBYTE).strip() != expected:
        raise Refused(DISGUISED.format(name=file_type.name))


def _check_names(archive: zipfile.ZipFile) -> None:
    """Refuse the folders that hold macros (Basic) and scripts in other languages (Scripts)."""
    for name in archive.namelist():
        if name.lower().startswith(("basic/", "scripts/")) and not name.endswith("/"):
            raise Refused(_MACROS)


def _check_manifest(element: str, attributes: dict[str, str]) -> None:
    if element == "encryption-data":
        raise Refused(_LOCKED)
    if attributes.get("media-type", "").endswith("oleobject"):
        raise Refused(_OBJECT)


def _check_part(archive: zipfile.ZipFile, name: str) -> None:
    chunks = read_entry(archive, name)
    if name.endswith(("content.xml", "styles.xml")):
        scan_xml(chunks, _check_element)
    elif name.endswith((".xml", ".rdf")) and archive.getinfo(name).file_size:
        scan_xml(chunks)
    else:
        for _chunk in chunks:
            pass  # unpacking verifies the entry's size and checksum


def _check_element(element: str, attributes: dict[str, str]) -> None:
    target = attributes.get("href", "")
    if element == "event-listener" and ("script:" in target or "macro" in " ".join(attributes)):
        raise Refused(_MACROS)
    if element in {"applet", "plugin", "dde-source"}:
        raise Refused(_OBJECT)
    if element not in _LINKS_THAT_WAIT and is_remote(target):
        raise Refused(FETCHES.format(target=target[:100]))
