"""Reads what stands on a PDF's page as an annotation: comments, and what a form was filled with."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

_NO_COMMENTS = frozenset(
    {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP}
)


def list_comments(page: Any) -> list[str]:
    """Return the comments on a pypdfium2 page, each as "who: words"."""
    found = []
    for note in _open_notes(page):
        words = _read_string(note, b"Contents")
        if words.strip() and pdfium.FPDFAnnot_GetSubtype(note) not in _NO_COMMENTS:
            author = _read_string(note, b"T")
            found.append(f"{author}: {words}" if author else words)
    return found


def list_field_values(page: Any) -> list[str]:
    """Return what the text fields of a form on the page are filled with."""
    return [
        value
        for note in _open_notes(page)
        if pdfium.FPDFAnnot_GetSubtype(note) == pdfium.FPDF_ANNOT_WIDGET
        and (value := _read_string(note, b"V"))
    ]


def _open_notes(page: Any) -> Iterator[Any]:
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if note:
            yield note
            pdfium.FPDFPage_CloseAnnot(note)


def _read_string(note: Any, key: bytes) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    buffer = ctypes.create_string_buffer(size + 2)
    pdfium.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, _SHORTS), size)
    return buffer.raw[:size].decode("utf-16-le", "replace").rstrip("\0")


_SHORTS = ctypes.POINTER(pdfium.FPDF_WCHAR)
