"""Collects what a reader meets on its way through a file, page by page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cse_assess.reading.document import Document, HiddenKind, HiddenText, Page
from cse_assess.reading.formats.cleaning import clean_line, clean_text
from cse_assess.reading.refusal import Refused

MOST_CHARACTERS = 10_000_000
_TOO_LONG = (
    f"The file holds more than {MOST_CHARACTERS // 1_000_000} million characters of text, "
    "more than is read. Split it, or save the part that matters."
)


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file says about itself: its title, its authors and the day it was made."""

    title: str = ""
    authors: tuple[str, ...] = ()
    written_on: date | None = None


@dataclass(slots=True)
class _Passage:
    kind: HiddenKind
    page: int | None
    parts: list[str]


@dataclass(slots=True)
class _Sheet:
    label: str
    parts: list[str] = field(default_factory=list)
    is_shown: bool = True


class Collector:
    """Takes text in reading order; text that is not seen is kept apart with its page.

    Pages are numbered from 1 in their order, those that are not shown included. Raises `Refused`
    where the text grows beyond what is read.
    """

    def __init__(self) -> None:
        self._pages: list[_Sheet] = []
        self._hidden: list[_Passage] = []
        self._is_passage_open = False
        self._left = MOST_CHARACTERS

    @property
    def page_number(self) -> int:
        """The number of the page that is being written; 0 before the first."""
        return len(self._pages)

    def start_page(self, label: str = "", *, is_shown: bool = True) -> None:
        """Begin the next page; the text of one that is not shown is all hidden."""
        self._pages.append(_Sheet(label, is_shown=is_shown))
        self._is_passage_open = False

    def add(self, text: str, kind: HiddenKind | None = None) -> None:
        """Add `text` to the page: as seen, or as hidden for `kind`."""
        if not self._pages:
            self.start_page()
        page = self._pages[-1]
        if kind is None and not page.is_shown:
            kind = HiddenKind.HIDDEN
        self._count(text)
        if kind is None:
            page.parts.append(text)
            self._is_passage_open = False
        else:
            self._continue_passage(kind, text)

    def end_passage(self) -> None:
        """Let the next hidden text be a passage of its own."""
        self._is_passage_open = False

    def hide(self, text: str, kind: HiddenKind, page: int | None = None) -> None:
        """Keep `text` as a hidden passage of its own; `page` is None where it belongs to none."""
        self._count(text)
        self._hidden.append(_Passage(kind, page, [text]))
        self._is_passage_open = False

    def build(self, file_type: str, properties: Properties | None = None) -> Document:
        """Return the document, its text cleaned; hidden passages without words are left out."""
        properties = properties or Properties()
        return Document(
            type=file_type,
            pages=tuple(
                Page(number, clean_text("".join(page.parts)), clean_line(page.label))
                for number, page in enumerate(self._pages, start=1)
                if page.is_shown
            ),
            title=clean_line(properties.title),
            authors=_clean_names(properties.authors),
            written_on=properties.written_on,
            hidden=tuple(_clean_passages(self._hidden)),
        )

    def _continue_passage(self, kind: HiddenKind, text: str) -> None:
        last = self._hidden[-1] if self._is_passage_open else None
        if last and (last.kind, last.page) == (kind, self.page_number):
            last.parts.append(text)
        elif text.strip():
            self._hidden.append(_Passage(kind, self.page_number, [text]))
            self._is_passage_open = True

    def _count(self, text: str) -> None:
        self._left -= len(text)
        if self._left < 0:
            raise Refused(_TOO_LONG)


def _clean_names(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(clean_line, names) if name))


def _clean_passages(passages: Iterable[_Passage]) -> Iterable[HiddenText]:
    for passage in passages:
        text = clean_text("".join(passage.parts))
        if text:
            yield HiddenText(passage.kind, text, passage.page)
