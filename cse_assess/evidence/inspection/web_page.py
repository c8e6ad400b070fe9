"""Checks saved web pages: markup without script, frames or forms."""

from html.parser import HTMLParser
from typing import BinaryIO

from .content import Limits
from .file_types import FileType
from .refusal import DISGUISED, Refused
from .text import read_text

MOST_BYTES = 20 * 1024 * 1024
_TOO_LARGE = "Web pages larger than 20 MB cannot be checked. Print the page to a PDF."
_ACTIVE = (
    "The web page holds script, a form or another page inside it. Print it to a PDF, "
    "or add its web address as a link instead."
)
_ACTIVE_ELEMENTS = frozenset(
    {
        "script", "iframe", "frame", "object", "embed", "applet", "form", "base", "portal",
        "svg", "math", "template",
    }
)  # fmt: skip
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:text/html")


def check_web_page(file: BinaryIO, file_type: FileType, _limits: Limits) -> None:
    """Raise `Refused` unless the page is text and markup with nothing active in it."""
    reader = _PageReader()
    size = 0
    for text in read_text(file):
        size += len(text)
        if size > MOST_BYTES:
            raise Refused(_TOO_LARGE)
        reader.feed(text)
    reader.close()
    if not reader.has_element:
        raise Refused(DISGUISED.format(name=file_type.name))


class _PageReader(HTMLParser):
    """Refuses active elements and attributes as it meets them."""

    has_element = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.has_element = True
        if tag in _ACTIVE_ELEMENTS:
            raise Refused(_ACTIVE)
        for name, value in attrs:
            _check_attribute(tag, name, value or "")


def _check_attribute(tag: str, name: str, value: str) -> None:
    packed = "".join(value.split()).lower()
    is_refresh = tag == "meta" and name == "http-equiv" and packed == "refresh"
    if name.startswith("on") or name == "srcdoc" or is_refresh:
        raise Refused(_ACTIVE)
    if packed.startswith(_ACTIVE_SCHEMES):
        raise Refused(_ACTIVE)
