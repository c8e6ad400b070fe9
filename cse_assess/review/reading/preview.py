"""One page of a submitted file: its picture, and its words with the pinned passages marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cse_assess.analysis.passages import Match, PagedText, Passage
from cse_assess.assessments.pins.reader import Place, Stretch, mark_places
from cse_assess.errors import NotFound
from cse_assess.evidence.previews.page_picture import PagePicture, look_at_page
from cse_assess.evidence.search.wanted import read_search
from cse_assess.evidence.study.queries import find_page
from cse_assess.evidence.text_page import TextPage, open_text_page
from cse_assess.reading.document import Page
from cse_assess.review.reading.pieces import FrozenPiece, FrozenPin, require_open

NOTHING = read_search("")


@dataclass(frozen=True, slots=True)
class OpenedPage:
    """A page of a file; `stretches` are its words, those of a pin with the pin's id."""

    text: TextPage
    picture: PagePicture
    stretches: tuple[Stretch, ...]

    @property
    def name(self) -> str:
        """Return what the page is called: the name of its sheet, or its number."""
        return self.text.label or f"Page {self.text.number}"


def open_page(piece: FrozenPiece, pins: Iterable[FrozenPin], number: int) -> OpenedPage | None:
    """Return page `number` of a piece's file, else its first page; None for a web address.

    Raises `NotAllowed` with the reason where the file cannot be opened.
    """
    revision = require_open(piece)
    if revision.sha256 is None:
        return None
    try:
        text = open_text_page(piece.item, revision, number, NOTHING)
    except NotFound:
        text = open_text_page(piece.item, revision, 1, NOTHING)
    words = _mark(revision.sha256, text.number, pins)
    return OpenedPage(text, look_at_page(revision, text.number), words)


def _mark(sha256: str, number: int, pins: Iterable[FrozenPin]) -> tuple[Stretch, ...]:
    page = find_page(sha256, number)
    if page is None:
        return ()
    wanted = [pin for pin in pins if pin.page == number and not pin.is_lost]
    following = find_page(sha256, number + 1) if wanted else None
    return tuple(mark_places(page, _find_places(page, following, wanted)))


def _find_places(page: Page, following: Page | None, pins: Iterable[FrozenPin]) -> Iterator[Place]:
    """Yield where pins stand on the page, as far as its end where they go on over it."""
    document = PagedText([page, following] if following else [page])
    for pin in pins:
        found = document.find_exactly(Passage(pin.quotation, page.number, 0))
        if found and found.page_number == page.number:
            yield found.start, _end_on(page, found), pin.id


def _end_on(page: Page, found: Match) -> int:
    return min(len(page.text), found.start + len(found.text))
