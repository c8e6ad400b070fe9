"""Reads saved web pages: their words without their markup."""

from collections import Counter
from html.parser import HTMLParser
from typing import BinaryIO

from cse_assess.reading.decoding import read_text
from cse_assess.reading.document import Document, HiddenKind
from cse_assess.reading.formats.collecting import Collector, Properties

_UNREAD = frozenset({"script", "style", "noscript", "template"})
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    "address article aside blockquote body br caption dd details div dl dt fieldset figcaption "  # noqa: SIM905
    "figure footer h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tr "
    "ul".split()
)
_CELLS = frozenset({"td", "th"})


def read_web_page(file: BinaryIO, suffix: str) -> Document:
    """Return the words of a page; raise `Refused` where it is no text."""
    collector = Collector()
    collector.start_page()
    reader = PageReader(collector)
    for text in read_text(file):
        reader.feed(text)
    reader.close()
    return collector.build(suffix, Properties("".join(reader.title), tuple(reader.authors)))


class PageReader(HTMLParser):
    """Gives the words of a page to a collector; `title` and `authors` are what its head says."""

    def __init__(self, collector: Collector) -> None:
        super().__init__()
        self.title: list[str] = []
        self.authors: list[str] = []
        self._collector = collector
        self._open: list[tuple[str, bool]] = []
        self._counts: Counter[str] = Counter()
        self._is_title = False
        self._is_row_new = False
        self._unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element does to the text in it."""
        attributes = {name: value or "" for name, value in attrs}
        if tag == "meta" and attributes.get("name", "").lower() == "author":
            self.authors.append(attributes.get("content", ""))
        if tag in _VOID:
            self._space(tag)
            return
        self._open.append((tag, self._is_hidden or _hides(attributes)))
        self._counts[tag] += 1
        self._unread += tag in _UNREAD
        self._is_title = tag == "title"
        self._is_row_new = self._is_row_new or tag == "tr"
        self._space(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element, and those in it that nobody closed."""
        while self._counts[tag]:
            name, _hidden = self._open.pop()
            self._counts[name] -= 1
            self._unread -= name in _UNREAD
            if name == tag:
                break
        self._is_title = False
        if tag not in _CELLS:
            self._space(tag)

    def handle_data(self, data: str) -> None:
        """Take words; runs of white space are one space, as a browser shows them."""
        if self._is_title:
            self.title.append(data)
        elif not self._unread:
            self._add(" ".join(data.split()) if data.strip() else "", data)

    @property
    def _is_hidden(self) -> bool:
        return bool(self._open) and self._open[-1][1]

    def _add(self, words: str, data: str) -> None:
        lead = " " if data[:1].isspace() else ""
        trail = " " if words and data[-1:].isspace() else ""
        self._collector.add(lead + words + trail, HiddenKind.HIDDEN if self._is_hidden else None)

    def _space(self, tag: str) -> None:
        if tag in _CELLS:
            self._collector.add("" if self._is_row_new else "\t")
            self._is_row_new = False
        elif tag in _BLOCKS:
            self._collector.add("\n")


def _hides(attributes: dict[str, str]) -> bool:
    style = "".join(attributes.get("style", "").split()).lower()
    return "hidden" in attributes or "display:none" in style or "visibility:hidden" in style
