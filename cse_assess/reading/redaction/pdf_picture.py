"""Turns a PDF page into a picture of itself, with black boxes, and words that cannot be seen.

Nothing of the page's own objects is kept: what is under a box is not in the file.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image, ImageDraw

from cse_assess.reading.redaction.pdf_letters import Letters

DOTS_PER_INCH = 150
POINTS_PER_INCH = 72
MOST_PIXELS = 40_000_000
_JPEG_QUALITY = 85
_MARGIN = 2
_STROKE = 5
_BESIDE = 2
_LEAST_CONTRAST = 24
_BLACK = (0, 0, 0)
_RANGES_AT_ONCE = 100

Box = tuple[float, float, float, float]
"""Left, top, right and bottom in pixels of the picture, from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that stand together, and their box in the picture."""

    text: str
    box: Box


class Picture:
    """A page as it is drawn; `scale` is how many pixels a point has."""

    def __init__(self, page: Any) -> None:
        self.width, self.height = page.get_size()
        most = (MOST_PIXELS / max(1.0, self.width * self.height)) ** 0.5
        self.scale = min(DOTS_PER_INCH / POINTS_PER_INCH, most)
        bitmap = page.render(scale=self.scale, may_draw_forms=False)
        self.image: Image.Image = bitmap.to_pil().convert("RGB")
        self._places = bitmap.get_posconv(page)
        self._text_page = page.get_textpage()
        self._bitmap = bitmap

    def close(self) -> None:
        """Free the memory of the drawing."""
        self._text_page.close()
        self._bitmap.close()

    def box_of(self, place: int) -> Box:
        """Return where the letter at `place` of the text page is drawn, its whole cell."""
        return _unite([self._find_box(place, loose=loose) for loose in (False, True)])

    def shows(self, place: int) -> bool:
        """Tell whether the letter at `place` can be seen: it stands out from what is behind it.

        A letter that is a mere stroke fills its own box, so a little of what is beside it counts.
        """
        left, top, right, bottom = self._find_box(place, loose=False)
        beside = _BESIDE if right - left <= _STROKE else 0
        above = _BESIDE if bottom - top <= _STROKE else 0
        around = left - beside, top - above, right + beside, bottom + above
        box: Any = tuple(map(round, around))
        bands: Any = self.image.crop(box).getextrema()
        return any(high - low >= _LEAST_CONTRAST for low, high in bands)

    def _find_box(self, place: int, *, loose: bool) -> Box:
        left, bottom, right, top = self._text_page.get_charbox(place, loose=loose)
        first = self._places.to_bitmap(left, bottom)
        second = self._places.to_bitmap(right, top)
        across, down = sorted((first[0], second[0])), sorted((first[1], second[1]))
        return across[0], down[0], max(across[1], across[0] + 1), max(down[1], down[0] + 1)

    def black_out(self, boxes: list[Box]) -> None:
        """Draw a black box over each of `boxes`."""
        pen = ImageDraw.Draw(self.image)
        for left, top, right, bottom in boxes:
            pen.rectangle(
                (left - _MARGIN, top - _MARGIN, right + _MARGIN, bottom + _MARGIN), fill=_BLACK
            )


def add_picture(
    target: pikepdf.Pdf, page: Any, letters: Letters, redacted: set[int], font: pikepdf.Object
) -> None:
    """Add `page` to `target` as a picture without the letters at the places `redacted`.

    `font` is what `make_font` made for `target`, once.
    Words that can be seen on the picture are laid over it unseen, so that it can be searched and
    read aloud; what cannot be seen on it is not in the copy.
    """
    with closing(Picture(page)) as picture:
        runs = list(_list_runs(picture, letters, redacted))
        picture.black_out(_join_boxes([picture.box_of(place) for place in sorted(redacted)]))
    image = _store_image(target, picture.image)
    resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(Im0=image), Font=pikepdf.Dictionary(F0=font)
    )
    content = _write_content(picture, runs)
    target.pages.append(
        pikepdf.Page(
            target.make_indirect(
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Page,
                    MediaBox=[0, 0, picture.width, picture.height],
                    Resources=resources,
                    Contents=target.make_stream(content),
                )
            )
        )
    )


def _list_runs(picture: Picture, letters: Letters, redacted: set[int]) -> Iterator[Run]:
    """Return the words that stay, in the order of the page, as far as they can be seen."""
    text = ""
    boxes: list[Box] = []
    for character, place in zip(letters.text, letters.places, strict=True):
        is_kept = not character.isspace() and character.isprintable() and place not in redacted
        box = picture.box_of(place) if is_kept else None
        if box and boxes and _is_apart(boxes[-1], box):
            yield Run(text, _unite(boxes))
            text, boxes = "", []
        if box and picture.shows(place):
            text, boxes = text + character, [*boxes, box]
        elif boxes:
            yield Run(text, _unite(boxes))
            text, boxes = "", []
    if boxes:
        yield Run(text, _unite(boxes))


def _is_apart(before: Box, after: Box) -> bool:
    """Tell whether a letter does not follow the one before on its line."""
    height = max(before[3] - before[1], after[3] - after[1])
    is_lower = abs(after[3] - before[3]) > height
    return is_lower or abs(after[0] - before[2]) > 2 * height


def _unite(boxes: list[Box]) -> Box:
    return (
        min(box[0] for box in boxes),
        min(box[1] for box in boxes),
        max(box[2] for box in boxes),
        max(box[3] for box in boxes),
    )


def _join_boxes(boxes: list[Box]) -> list[Box]:
    """Join the boxes of letters that follow each other, so that their number does not show."""
    joined: list[Box] = []
    for box in boxes:
        if joined and not _is_apart(joined[-1], box):
            joined[-1] = _unite([joined[-1], box])
        else:
            joined.append(box)
    return joined


def _store_image(target: pikepdf.Pdf, image: Image.Image) -> pikepdf.Stream:
    is_grey = image.convert("HSV").getextrema()[1][1] == 0  # type: ignore[index]
    stored = image.convert("L") if is_grey else image
    file = BytesIO()
    stored.save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0, optimize=True)
    return target.make_stream(
        file.getvalue(),
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=pikepdf.Name.DeviceGray if is_grey else pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=pikepdf.Name.DCTDecode,
    )


def _write_content(picture: Picture, runs: list[Run]) -> bytes:
    """Draw the picture over the page, then the words in rendering mode 3 (ISO 32000-1, 9.3.6)."""
    parts = [f"q {picture.width:.2f} 0 0 {picture.height:.2f} 0 0 cm /Im0 Do Q BT 3 Tr"]
    for run in runs:
        left, top, right, bottom = (each / picture.scale for each in run.box)
        size = max(1.0, bottom - top)
        codes = (run.text + " ").encode("utf-16-be", errors="ignore")
        wide = 100 * max(0.1, right - left) / (size / 2 * len(run.text))
        parts.append(
            f"/F0 {size:.2f} Tf {wide:.2f} Tz 1 0 0 1 {left:.2f} {picture.height - bottom:.2f} Tm "
            f"<{codes.hex()}> Tj"
        )
    return " ".join([*parts, "ET"]).encode("ascii")


def make_font(target: pikepdf.Pdf) -> pikepdf.Object:
    """Return a font without shapes, whose codes are UTF-16; half as wide as high."""
    family = pikepdf.Name("/Unseen")
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor,
        FontName=family,
        Flags=4,
        FontBBox=[0, 0, 500, 1000],
        ItalicAngle=0,
        Ascent=1000,
        Descent=0,
        CapHeight=1000,
        StemV=80,
    )
    descendant = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=family,
        CIDSystemInfo=pikepdf.Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=target.make_indirect(descriptor),
        CIDToGIDMap=pikepdf.Name.Identity,
        DW=500,
    )
    return target.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=family,
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[target.make_indirect(descendant)],
            ToUnicode=target.make_stream(_write_character_map()),
        )
    )


def _write_character_map() -> bytes:
    """Return a CMap that gives each code as its own character (Adobe technical note 5411)."""
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    ranges = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256)]
    for start in range(0, len(ranges), _RANGES_AT_ONCE):
        part = ranges[start : start + _RANGES_AT_ONCE]
        lines += [f"{len(part)} beginbfrange", *part, "endbfrange"]
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines).encode("ascii")
