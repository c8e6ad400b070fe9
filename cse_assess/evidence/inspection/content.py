"""Checks content against the type it claims, wherever it stands: a file, or a part of one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from typing import BinaryIO

import magic

from cse_assess.evidence.inspection.file_types import Family, FileType, find_type
from cse_assess.reading.refusal import DISGUISED, Refused

SNIFFED_BYTES = 1024 * 1024
_CHECKS = {
    Family.PDF: "pdf:check_pdf",
    Family.OPEN_XML: "open_xml:check_open_xml",
    Family.OPEN_DOCUMENT: "open_document:check_open_document",
    Family.RTF: "rtf:check_rtf",
    Family.TEXT: "text:check_text",
    Family.MAIL: "mail:check_mail",
    Family.WEB_PAGE: "web_page:check_web_page",
    Family.IMAGE: "image:check_image",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What is left to a check: pixels of a picture, and how deep a file may sit in another."""

    image_pixels: int
    depth: int = 3


def check_content(file: BinaryIO, file_type: FileType, limits: Limits) -> None:
    """Raise `Refused` unless `file` is sound, harmless and of `file_type`."""
    _check_sniffed(file, file_type)
    _load_check(file_type.family)(file, file_type, limits)


def check_enclosed(file: BinaryIO, suffix: str, name: str, limits: Limits) -> None:
    """Check a file that sits in another under `name`; raise `Refused` naming it."""
    file_type = find_type(suffix)
    if limits.depth == 0:
        raise Refused("Files sit in files within this one, too deep to be checked. Take them out.")
    if file_type is None:
        raise Refused(
            f"It holds another file, “{name}”, of a type that is not accepted. "
            "Take that file out, save, and upload the copy."
        )
    try:
        check_content(file, file_type, replace(limits, depth=limits.depth - 1))
    except Refused as refusal:
        raise Refused(f"It holds another file, “{name}”, that is refused: {refusal}") from None


def _check_sniffed(file: BinaryIO, file_type: FileType) -> None:
    seen = magic.from_buffer(file.read(SNIFFED_BYTES), mime=True)
    file.seek(0)
    if file_type.sniffed and seen not in file_type.sniffed:
        raise Refused(_explain(seen, file_type))


def _explain(seen: str, file_type: FileType) -> str:
    if seen in {"application/encrypted", "application/CDFV2", "application/x-ole-storage"}:
        return (
            "The file is protected with a password, or it is an old Office document under a new "
            "name. Take the password off, or save it in the current format."
        )
    return DISGUISED.format(name=file_type.name)


def _load_check(family: Family) -> Callable[[BinaryIO, FileType, Limits], None]:
    """Import the check only where it is needed: parsers take most of the child's start."""
    module, name = _CHECKS[family].split(":")
    check: Callable[[BinaryIO, FileType, Limits], None] = getattr(
        import_module(f".{module}", __package__), name
    )
    return check
