"""Lists what is drawn on a PDF's page, in the order in which it is drawn."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pypdfium2.raw as pdfium

MOST_DEPTH = 8
MOST_OBJECTS = 100_000
Colour = tuple[int, int, int, int]
_INVISIBLE_MODES = frozenset(
    {pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP}
)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    def overlaps(self, other: "Box") -> bool:
        """Tell whether the two have points in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )

    @property
    def area(self) -> float:
        """Return the area in square points."""
        return max(self.right - self.left, 0.0) * max(self.top - self.bottom, 0.0)


@dataclass(frozen=True, slots=True)
class PageObject:
    """A text, shape or picture: its handle, its box, and its red, green, blue and opacity."""

    handle: Any
    kind: int
    box: Box
    colour: Colour | None

    @property
    def key(self) -> int:
        """Return what tells it from others on the page."""
        return address_of(self.handle)

    @property
    def is_text(self) -> bool:
        """Tell whether it is a text."""
        return bool(self.kind == pdfium.FPDF_PAGEOBJ_TEXT)

    @property
    def is_picture(self) -> bool:
        """Tell whether it is a picture."""
        return bool(self.kind == pdfium.FPDF_PAGEOBJ_IMAGE)

    @property
    def is_filled(self) -> bool:
        """Tell whether it is a picture or another surface, and no text and no mere line."""
        if self.kind == pdfium.FPDF_PAGEOBJ_PATH:
            mode, stroke = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDFPath_GetDrawMode(self.handle, mode, stroke)
            return bool(mode.value)
        return not self.is_text

    @property
    def is_drawn_invisibly(self) -> bool:
        """Tell whether it is a text that leaves no mark (ISO 32000-2, 9.3.6)."""
        return self.is_text and pdfium.FPDFTextObj_GetTextRenderMode(self.handle) in (
            _INVISIBLE_MODES
        )


def address_of(handle: Any) -> int:
    """Return the address behind a handle of PDFium; 0 for none."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def list_objects(page: Any) -> list[PageObject]:
    """Return the objects of a pypdfium2 page, those of its forms (8.10) among them.

    At most `MOST_OBJECTS` of them: a page can draw its forms in each other without end.
    """
    handles = (
        pdfium.FPDFPage_GetObject(page, number)
        for number in range(pdfium.FPDFPage_CountObjects(page))
    )
    return list(islice(_walk(handles, _IDENTITY, 0), MOST_OBJECTS))


Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def _walk(handles: Iterator[Any], matrix: Matrix, depth: int) -> Iterator[PageObject]:
    for handle in handles:
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield PageObject(handle, kind, _box_of(handle, matrix), _colour_of(handle))
        elif depth < MOST_DEPTH:
            count = pdfium.FPDFFormObj_CountObjects(handle)
            parts = (pdfium.FPDFFormObj_GetObject(handle, number) for number in range(count))
            yield from _walk(parts, _multiply(_matrix_of(handle), matrix), depth + 1)


def _box_of(handle: Any, matrix: Matrix) -> Box:
    sides = [ctypes.c_float() for _side in range(4)]
    pdfium.FPDFPageObj_GetBounds(handle, *sides)
    left, bottom, right, top = (side.value for side in sides)
    if matrix == _IDENTITY:
        return Box(left, bottom, right, top)
    corners = [_move(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    across, up = zip(*corners, strict=True)
    return Box(min(across), min(up), max(across), max(up))


def _colour_of(handle: Any) -> Colour | None:
    parts = [ctypes.c_uint() for _part in range(4)]
    if not pdfium.FPDFPageObj_GetFillColor(handle, *parts):
        return None
    red, green, blue, opacity = (part.value for part in parts)
    return red, green, blue, opacity


def _matrix_of(handle: Any) -> Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return _IDENTITY
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _multiply(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    x, y = _move(e, f, second)
    p, q, r, s, _x, _y = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y


def _move(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
