"""Decodes plain text, chunk by chunk, in the encodings that office programs write."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from cse_assess.reading.refusal import Refused

CHUNK_BYTES = 256 * 1024
_NOT_TEXT = (
    "The file is not readable as text. Save it as plain text in UTF-8 "
    "(in Excel: “CSV UTF-8”), or as a PDF."
)
# Tab, line feed, form feed and carriage return are what text is laid out with.
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")


def read_text(file: BinaryIO) -> Iterator[str]:
    """Decode `file` chunk by chunk; raise `Refused` where it is no text.

    UTF-8, UTF-16 with its byte order mark, or else Windows' Western European code page.
    """
    decoder = codecs.getincrementaldecoder(_find_encoding(file))()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK_BYTES):
            yield _require_text(decoder.decode(chunk))
        yield _require_text(decoder.decode(b"", final=True))
    except UnicodeDecodeError:
        raise Refused(_NOT_TEXT) from None


def _find_encoding(file: BinaryIO) -> str:
    file.seek(0)
    if file.read(2) in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return "utf-16"
    return "utf-8-sig" if _is_utf8(file) else "cp1252"


def _is_utf8(file: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while chunk := file.read(CHUNK_BYTES):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _require_text(text: str) -> str:
    if _CONTROL.search(text):
        raise Refused(_NOT_TEXT)
    return text
