"""Tells which letters of a PDF's page a reader cannot see.

A page on which anything gives cause for doubt is drawn twice, with its texts and without: where
nothing changes in the place of a letter, the letter is not seen, whatever hides it: a black box, a
picture, its own colour, an invisible way of drawing, a place outside the page. Where pictures fill
half of the page or more, letters over them are the text layer of a scan: they are seen as part of
the picture, unless it shows one plain colour in their place.
"""

import ctypes
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium
from PIL import Image, ImageChops

from cse_assess.reading.document import HiddenKind
from cse_assess.reading.formats.pdf_objects import Box, PageObject, address_of

SCALE = 1.5
THIN_PIXELS = 3
MOST_PIXELS_A_SIDE = 3000
MOST_OBJECTS = 3000
PALE = 200
SEEN_DIFFERENCE = 16
SMALL_POINTS = 2.0
SMALL_AREA = 20.0
SCAN_SHARE = 0.5
# A colour this close to that of the ground is not told from it.
ALIKE = 12
_COVERING_NOTES = frozenset(
    {
        pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON,
        pdfium.FPDF_ANNOT_HIGHLIGHT, pdfium.FPDF_ANNOT_REDACT, pdfium.FPDF_ANNOT_FREETEXT,
        pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_INK,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Drawing:
    """A page drawn with its texts, and where its texts make a difference."""

    whole: Image.Image
    difference: Image.Image
    scale: float
    frame: Box

    def place_of(self, box: Box) -> tuple[int, int, int, int] | None:
        """Return the pixels of a box; None where it lies off the page.

        A thin letter may be drawn beside its box by half a pixel, so it is given one on each side.
        """
        margin = 1 if (box.right - box.left) * self.scale < THIN_PIXELS else 0
        left = max(int((box.left - self.frame.left) * self.scale) - margin, 0)
        right = int((box.right - self.frame.left) * self.scale) + 1 + margin
        right = min(right, self.whole.width)
        upper = max(int((self.frame.top - box.top) * self.scale), 0)
        lower = min(int((self.frame.top - box.bottom) * self.scale) + 1, self.whole.height)
        return (left, upper, right, lower) if left < right and upper < lower else None


class Sight:
    """Judges the letters of one page, given what is drawn on it."""

    def __init__(self, page: Any, objects: Sequence[PageObject]) -> None:
        self._page = page
        self._objects = objects
        self._frame = _frame_of(page)
        self._order = {each.key: number for number, each in enumerate(objects)}
        self._notes = _list_covering_notes(page)

    def list_doubtful(self) -> frozenset[int]:
        """Return the keys of the texts that something on the page may hide."""
        texts = [(n, each) for n, each in enumerate(self._objects) if each.is_text]
        if len(self._objects) > MOST_OBJECTS:
            return frozenset(text.key for _n, text in texts)
        shapes = [
            (n, each)
            for n, each in enumerate(self._objects)
            if each.box.area > SMALL_AREA and each.is_filled
        ]
        return frozenset(text.key for n, text in texts if self._is_doubtful(n, text, shapes))

    def _is_doubtful(
        self, number: int, text: PageObject, shapes: Sequence[tuple[int, PageObject]]
    ) -> bool:
        colour = text.colour or (0, 0, 0, 255)
        box = text.box
        return (
            min(colour[:3]) > PALE
            or colour[3] < PALE
            or box.top - box.bottom < SMALL_POINTS
            or not box.overlaps(self._frame)
            or text.is_drawn_invisibly
            or any(note.overlaps(box) for note in self._notes)
            or any(
                (later > number or _is_alike(colour, shape.colour)) and shape.box.overlaps(box)
                for later, shape in shapes
            )
        )

    def judge(
        self, text_page: Any, count: int, doubtful: Container[int]
    ) -> list[HiddenKind | None]:
        """Return for each of `count` letters why it is not seen, or None where it is.

        Only the letters of texts whose key is in `doubtful` are looked at.
        """
        drawing = self._draw()
        scans = self._list_scans()
        keys = (address_of(pdfium.FPDFText_GetTextObject(text_page, n)) for n in range(count))
        return [
            self._judge_letter(text_page, n, key, drawing, scans) if key in doubtful else None
            for n, key in enumerate(keys)
        ]

    def _list_scans(self) -> list[Box]:
        """Return where pictures are, if they fill the page: some scanners cut a page in strips."""
        pictures = [each.box for each in self._objects if each.is_picture]
        filled = sum(box.area for box in pictures)
        return pictures if filled > SCAN_SHARE * self._frame.area else []

    def _judge_letter(
        self, text_page: Any, number: int, key: int, drawing: _Drawing, scans: Sequence[Box]
    ) -> HiddenKind | None:
        if chr(pdfium.FPDFText_GetUnicode(text_page, number)).isspace():
            return None
        box = _box_of_letter(text_page, number)
        place = drawing.place_of(box)
        if place and drawing.difference.crop(place).getbbox():
            return None
        if place and any(box.overlaps(scan) for scan in scans):
            return HiddenKind.COVERED if _is_plain(drawing.whole.crop(place)) else None
        return self._name_reason(key, box)

    def _name_reason(self, key: int, box: Box) -> HiddenKind:
        later = self._objects[self._order.get(key, len(self._objects)) + 1 :]
        covers = [each.box for each in later if not each.is_text] + self._notes
        is_covered = any(cover.overlaps(box) for cover in covers)
        return HiddenKind.COVERED if is_covered else HiddenKind.HIDDEN

    def _draw(self) -> _Drawing:
        frame = self._frame
        side = max(frame.right - frame.left, frame.top - frame.bottom, 1.0)
        scale = min(SCALE, MOST_PIXELS_A_SIDE / side)
        whole = _render(self._page, scale)
        texts = [each for each in self._objects if each.is_text]
        for text in texts:
            pdfium.FPDFPageObj_SetIsActive(text.handle, False)
        bare = _render(self._page, scale)
        for text in texts:
            pdfium.FPDFPageObj_SetIsActive(text.handle, True)
        difference = ImageChops.difference(whole, bare)
        return _Drawing(
            whole, difference.point(lambda value: 255 * (value > SEEN_DIFFERENCE)), scale, frame
        )


def _render(page: Any, scale: float) -> Image.Image:
    # Turned back upright: letters are placed on the page as it is described.
    picture: Image.Image = page.render(
        scale=scale, rotation=-page.get_rotation() % 360, grayscale=True, may_draw_forms=False
    ).to_pil()
    return picture


def _is_plain(picture: Image.Image) -> bool:
    """Tell whether a grey picture shows one colour only."""
    shades = [shade for shade, count in enumerate(picture.histogram()) if count]
    return shades[-1] - shades[0] < SEEN_DIFFERENCE


def _frame_of(page: Any) -> Box:
    frame = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, frame)
    return Box(frame.left, frame.bottom, frame.right, frame.top)


def _box_of_letter(text_page: Any, number: int) -> Box:
    left, right, bottom, top = (ctypes.c_double() for _side in range(4))
    pdfium.FPDFText_GetCharBox(text_page, number, left, right, bottom, top)
    return Box(left.value, bottom.value, right.value, top.value)


def _is_alike(colour: tuple[int, ...], other: tuple[int, ...] | None) -> bool:
    return other is None or all(
        abs(a - b) < ALIKE for a, b in zip(colour[:3], other[:3], strict=True)
    )


def _list_covering_notes(page: Any) -> list[Box]:
    boxes = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        if not note:
            continue
        if pdfium.FPDFAnnot_GetSubtype(note) in _COVERING_NOTES:
            rect = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(note, rect)
            boxes.append(Box(rect.left, rect.bottom, rect.right, rect.top))
        pdfium.FPDFPage_CloseAnnot(note)
    return boxes
