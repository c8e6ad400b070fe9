"""Checks PDF files (ISO 32000-2) with qpdf, through pikepdf."""

from typing import BinaryIO

import pikepdf

from cse_assess.evidence.inspection.content import Limits
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.archive import refuse_hidden_archive
from cse_assess.reading.refusal import DAMAGED, DISGUISED, Refused

MOST_OBJECTS = 1_000_000
_LOCKED = "The PDF asks for a password. Save or print it without one and upload that copy."
_SCRIPT = (
    "The PDF holds script (JavaScript) or starts another program. "
    "Print it to a new PDF, which leaves that out, and upload the copy."
)
_FILES = (
    "The PDF carries other files inside it, which cannot be checked or shown. "
    "Save them on their own and upload each, and print this one to a new PDF."
)
_NO_PAGES = "The PDF has no page. Check that it was saved whole."
_TOO_COMPLEX = (
    "The PDF is too complex to be checked, or parts of it are damaged. "
    "Print it to a new PDF and upload that copy."
)
_SCRIPT_ACTIONS = frozenset({"/JavaScript", "/Launch", "/ImportData"})
_MEDIA = frozenset({"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D", "/FileAttachment"})
_SCRIPT_KEYS = frozenset({"/JS", "/XFA"})
_KIND_KEYS = frozenset({"/S", "/Type", "/Subtype"})
_TELLING_KEYS = _SCRIPT_KEYS | _KIND_KEYS | {"/EF"}


def check_pdf(file: BinaryIO, file_type: FileType, _limits: Limits) -> None:
    """Raise `Refused` unless the PDF opens without repair and holds no script and no file.

    Forms are fine. A PDF whose author forbids printing or copying, but which opens without a
    password, is fine as well.
    """
    if file.read(5) != b"%PDF-":
        raise Refused(DISGUISED.format(name=file_type.name))
    refuse_hidden_archive(file)
    try:
        with pikepdf.open(file, attempt_recovery=False, suppress_warnings=True) as pdf:
            _check_pages(pdf)
            _check_objects(pdf)
    except pikepdf.PasswordError:
        raise Refused(_LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError):
        raise Refused(DAMAGED) from None


def _check_pages(pdf: pikepdf.Pdf) -> None:
    if len(pdf.pages) == 0:
        raise Refused(_NO_PAGES)


def _check_objects(pdf: pikepdf.Pdf) -> None:
    """Look at every object, also those that nothing refers to: a later edit could bring them in.

    Where qpdf cannot read an object, or has no memory to unpack it, it warns and gives null; what
    another program would find there is unknown. A null that the file itself holds brings no
    warning.
    """
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused(_TOO_COMPLEX)
    unread = 0
    for found in pdf.objects:
        if isinstance(found, pikepdf.Object):
            _check_object(found)
        else:
            unread += found is None
    if unread and pdf.get_warnings():
        raise Refused(_TOO_COMPLEX)


def _check_object(root: pikepdf.Object) -> None:
    """Check an object and what stands directly in it; what it refers to has its own turn."""
    waiting = [root]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Array):
            waiting += [part for part in found if _is_nested(part)]
        elif isinstance(found, (pikepdf.Dictionary, pikepdf.Stream)):
            _check_dictionary(found)
            waiting += [part for _key, part in found.items() if _is_nested(part)]


def _is_nested(part: object) -> bool:
    # The kind is asked last: pikepdf tells it slowly, and numbers and references are most parts.
    return (
        isinstance(part, pikepdf.Object)
        and not part.is_indirect
        and isinstance(part, (pikepdf.Array, pikepdf.Dictionary))
    )


def _check_dictionary(found: pikepdf.Object) -> None:
    keys = found.keys() & _TELLING_KEYS
    if not keys:
        return
    said = {key: str(found.get(key)) for key in keys & _KIND_KEYS}
    if keys & _SCRIPT_KEYS or said.get("/S") in _SCRIPT_ACTIONS:
        raise Refused(_SCRIPT)
    if "/EF" in keys or said.get("/Type") == "/EmbeddedFile" or said.get("/Subtype") in _MEDIA:
        raise Refused(_FILES)
