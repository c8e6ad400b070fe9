"""Signs the frames of a picture; runs in a limited child process (see `likeness.pictures`)."""

from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image, ImageOps

COARSE, FINE = 8, 16
MARGINS = (0.0, 0.03, 0.06)
# A page of plain white has no neighbours that differ; all such pages would look the same.
FEWEST_EDGES = 24
VISIBLE_STEP = 3


def sign_picture(path: str) -> dict[str, Any]:
    """Return the `width` and `height` in pixels of the picture at `path`, and its `frames`.

    Of each frame there is a coarse and a fine hash, in hexadecimal; there are none for a picture
    without enough in it to tell it from others. A task of `reading.child`.
    """
    with Image.open(Path(path)) as file:
        width, height = file.size
        file.draft("L", (1024, 1024))
        upright: Any = ImageOps.exif_transpose(file)
        grey = upright.convert("RGBA").convert("L") if "A" in upright.mode else upright.convert("L")
    margins = MARGINS if _count_edges(grey) >= FEWEST_EDGES else ()
    frames = [_sign_frame(_frame(grey, margin)) for margin in margins]
    return {"width": width, "height": height, "frames": frames}


def _sign_frame(grey: Any) -> dict[str, str]:
    return {"coarse": _hash(grey, COARSE), "fine": _hash(grey, FINE)}


def _frame(grey: Any, margin: float) -> Any:
    left, top = int(grey.width * margin), int(grey.height * margin)
    return grey.crop((left, top, max(left + 1, grey.width - left), max(top + 1, grey.height - top)))


def _steps(grey: Any, side: int) -> list[int]:
    """Return how much darker each point of a small copy is than the one to its right."""
    small = grey.resize((side + 1, side), Image.Resampling.BOX)
    points = small.tobytes()
    return [
        points[row * (side + 1) + at] - points[row * (side + 1) + at + 1]
        for row, at in product(range(side), range(side))
    ]


def _hash(grey: Any, side: int) -> str:
    bits = "".join("1" if step > 0 else "0" for step in _steps(grey, side))
    return f"{int(bits, 2):0{side * side // 4}x}"


def _count_edges(grey: Any) -> int:
    return sum(abs(step) >= VISIBLE_STEP for step in _steps(grey, FINE))
