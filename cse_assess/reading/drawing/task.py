"""The child's side: draws pages of a PDF, and makes small copies of pictures.

What is written is drawn anew: nothing of the file's own bytes, its place or its camera goes along.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from cse_assess.reading.drawing import THUMBNAIL
from cse_assess.reading.refusal import Refused

PAGE_WIDTH, THUMBNAIL_WIDTH = 1200, 240
"""In pixels: a page fills half of a wide screen sharply; a thumbnail stands in a list."""
TALLEST = 4
"""How often its width a page may be high; one that is longer is drawn narrower."""
MOST_PIXELS = 6_000_000
QUALITY, EFFORT = 80, 3
MOST_FRAMES = 2000
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF")
DEEP = 256
SMALLEST_SIDE = 1.0
CANNOT = "No picture can be made of this file. Download it to look at it."

DrawPage = Callable[[int], Image.Image]
"""Draws the page of a number from 1."""


def draw_pages(path: str, suffix: str, numbers: list[int], folder: str) -> dict[str, Any]:
    """Draw the pages `numbers` (from 1) of the file at `path` into `folder`, as `<number>.webp`.

    With page 1 goes a thumbnail. Numbers beyond the last page are passed over. Returns the `count`
    of pages, and the numbers `drawn`. Raises `Refused` for a file that cannot be drawn.
    """
    opened = _open_pdf if suffix == "pdf" else _open_picture
    drawn = []
    with opened(Path(path)) as (count, draw):
        for number in sorted(number for number in numbers if 1 <= number <= count):
            picture = _flatten(draw(number))
            _save(picture, Path(folder) / f"{number}.webp")
            if number == 1:
                picture.thumbnail((THUMBNAIL_WIDTH, THUMBNAIL_WIDTH * 2))
                _save(picture, Path(folder) / f"{THUMBNAIL}.webp")
            drawn.append(number)
    return {"count": count, "drawn": drawn}


@contextmanager
def _open_pdf(path: Path) -> Iterator[tuple[int, DrawPage]]:
    try:
        with pypdfium2.PdfDocument(path) as document:
            document.init_forms()
            yield len(document), lambda number: _draw_pdf_page(document, number)
    except pypdfium2.PdfiumError:
        raise Refused(CANNOT) from None


def _draw_pdf_page(document: Any, number: int) -> Image.Image:
    page = document[number - 1]
    try:
        width, height = (max(SMALLEST_SIDE, side) for side in page.get_size())
        bitmap = page.render(scale=_scale(width, height))
        picture: Image.Image = bitmap.to_pil().convert("RGB")
        return picture
    finally:
        page.close()


def _scale(width: float, height: float) -> float:
    """Return how many pixels a point may have on a page of that many points."""
    return min(
        PAGE_WIDTH / width,
        PAGE_WIDTH * TALLEST / height,
        float((MOST_PIXELS / (width * height)) ** 0.5),
    )


@contextmanager
def _open_picture(path: Path) -> Iterator[tuple[int, DrawPage]]:
    Image.MAX_IMAGE_PIXELS = None  # The door of the library has counted them.
    try:
        with Image.open(path, formats=FORMATS) as picture:
            # The frames of a scan are pages; those of an animation are not.
            is_scan = picture.format == "TIFF"
            count = min(getattr(picture, "n_frames", 1), MOST_FRAMES) if is_scan else 1
            yield count, lambda number: _draw_frame(picture, number)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Refused(CANNOT) from None


def _draw_frame(picture: Image.Image, number: int) -> Image.Image:
    if number > 1:
        picture = ImageSequence.Iterator(picture)[number - 1]
    picture.draft("RGB", (PAGE_WIDTH, PAGE_WIDTH * TALLEST))
    small = _make_scalable(picture)
    scale = min(1.0, _scale(small.width, small.height))
    size = max(1, round(small.width * scale)), max(1, round(small.height * scale))
    return ImageOps.exif_transpose(small.resize(size, reducing_gap=2.0))


def _make_scalable(picture: Image.Image) -> Image.Image:
    """Return the picture in a mode whose pixels can be averaged, and with colours as they look."""
    if picture.mode == "P":
        return picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda value: value * (1 / DEEP)).convert("L")
    if picture.mode in {"RGB", "RGBA", "L"}:
        return picture
    return picture.convert("RGBA" if "A" in picture.mode else "RGB")


def _flatten(picture: Image.Image) -> Image.Image:
    """Return the picture on white paper, without anything that it says about itself."""
    paper = Image.new("RGB", picture.size, "white")
    mask = picture.getchannel("A") if "A" in picture.getbands() else None
    paper.paste(picture.convert("RGB"), mask=mask)
    return paper


def _save(picture: Image.Image, path: Path) -> None:
    picture.save(path, "WEBP", quality=QUALITY, method=EFFORT)
