"""What the child process is asked: what does this file say?"""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from cse_assess.reading.document import Document
from cse_assess.reading.refusal import DAMAGED, Refused

READERS = {
    "pdf": "pdf:read_pdf",
    "docx": "word:read_word",
    "xlsx": "excel:read_excel",
    "pptx": "powerpoint:read_powerpoint",
    **dict.fromkeys(("odt", "ods", "odp"), "open_document:read_open_document"),
    "rtf": "rtf:read_rtf",
    "txt": "plain:read_plain",
    "csv": "plain:read_table",
    "eml": "mail:read_mail",
    **dict.fromkeys(("html", "htm"), "web_page:read_web_page"),
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "tif", "tiff"), "picture:read_picture"),
}


def read_file(path: str, suffix: str) -> dict[str, Any]:
    """Return the `Document.as_json` of the file at `path`, read as one of `suffix`.

    Raises `Refused` where it is damaged or too long.
    """
    with Path(path).open("rb") as file:
        try:
            return load_reader(suffix)(file, suffix).as_json()
        except (KeyError, IndexError, ValueError, OverflowError, RecursionError, OSError):
            # What a reader of ours trips over is not as its format has it.
            raise Refused(DAMAGED) from None


def load_reader(suffix: str) -> Callable[[BinaryIO, str], Document]:
    """Return the reader for a suffix of `READERS`.

    It is imported only where it is needed: parsers take most of the child’s start.
    """
    module, name = READERS[suffix].split(":")
    reader: Callable[[BinaryIO, str], Document] = getattr(
        import_module(f"cse_assess.reading.formats.{module}"), name
    )
    return reader
