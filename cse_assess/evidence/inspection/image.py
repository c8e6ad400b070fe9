"""Checks pictures with Pillow, within a limit of pixels."""

import warnings
from typing import BinaryIO

from PIL import Image, ImageSequence, UnidentifiedImageError

from cse_assess.evidence.inspection.content import Limits
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.archive import refuse_hidden_archive
from cse_assess.reading.refusal import DAMAGED, Refused

MOST_FRAMES = 2000
_FORMATS = {
    "png": "PNG",
    "jpg": "JPEG",
    "gif": "GIF",
    "webp": "WEBP",
    "tif": "TIFF",
}
_TOO_MANY_PIXELS = (
    "The picture has {count:,} million pixels; the most is {most:,} million. "
    "Save it at a lower resolution."
)
_TOO_MANY_FRAMES = "The picture has more than {most:,} pages or frames. Split it."


def check_image(file: BinaryIO, file_type: FileType, limits: Limits) -> None:
    """Raise `Refused` unless every frame of the picture is within the limit and the first is whole.

    The size is read from the header before anything is unpacked.
    """
    refuse_hidden_archive(file)
    # The limit is our own, for each frame, with a sentence that says what to do.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _check_frames(file, _FORMATS[file_type.suffixes[0]], limits.image_pixels)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Refused(DAMAGED) from None


def _check_frames(file: BinaryIO, image_format: str, most_pixels: int) -> None:
    with Image.open(file, formats=[image_format]) as image:
        _check_pixels(image, most_pixels)
        image.verify()
    file.seek(0)
    with Image.open(file, formats=[image_format]) as image:
        image.load()
        for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
            if number > MOST_FRAMES:
                raise Refused(_TOO_MANY_FRAMES.format(most=MOST_FRAMES))
            _check_pixels(frame, most_pixels)


def _check_pixels(image: Image.Image, most_pixels: int) -> None:
    pixels = image.width * image.height
    if pixels > most_pixels:
        raise Refused(_TOO_MANY_PIXELS.format(count=-(-pixels // 10**6), most=most_pixels // 10**6))
