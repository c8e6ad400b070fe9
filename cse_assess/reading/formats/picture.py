"""Reads what a picture says about itself; words within it are not read."""

from typing import BinaryIO

from PIL import Image, UnidentifiedImageError

from cse_assess.reading.document import Document
from cse_assess.reading.formats.collecting import Collector, Properties
from cse_assess.reading.formats.properties import read_day
from cse_assess.reading.refusal import DAMAGED, Refused

# Tags of Exif 3.0, section 4.6.
_DESCRIPTION, _MADE_AT, _ARTIST = 0x010E, 0x0132, 0x013B


def read_picture(file: BinaryIO, suffix: str) -> Document:
    """Return a picture's title, author and day; it has no pages of text."""
    Image.MAX_IMAGE_PIXELS = None  # nothing is unpacked here
    try:
        with Image.open(file) as image:
            tags = image.getexif()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Refused(DAMAGED) from None
    properties = Properties(
        str(tags.get(_DESCRIPTION, "")),
        (str(tags.get(_ARTIST, "")),),
        read_day(str(tags.get(_MADE_AT, "")).replace(":", "-")),
    )
    return Collector().build(suffix, properties)
