"""The piece of evidence that lies open beside an element."""

from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.assessments.evidence_panel import Piece
from cse_assess.assessments.queries import LinkedEvidence
from cse_assess.errors import NotFound
from cse_assess.evidence.handout import find_file_quarantine
from cse_assess.evidence.previews.page_picture import PagePicture, look_at_page
from cse_assess.evidence.search.wanted import read_search
from cse_assess.evidence.text_page import TextPage, open_text_page

NOTHING = read_search("")


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A page of a file: its words, and how its picture stands."""

    text: TextPage
    picture: PagePicture


@dataclass(frozen=True, slots=True)
class OpenPreview:
    """A linked piece with one page of its file, or why that may not be opened."""

    linked: LinkedEvidence
    page: OpenPage | None
    quarantine: str


def open_preview(pieces: Iterable[Piece], link_id: int, number: int) -> OpenPreview | None:
    """Return page `number` of the piece that is linked as `link_id`, else its first page.

    Returns None for a piece that is not among `pieces`, is no file or is closed to the viewer.
    """
    for piece in pieces:
        linked = piece.linked
        if linked.link.id == link_id and piece.is_open and linked.revision.is_file:
            quarantine = find_file_quarantine(linked.revision)
            page = None if quarantine else _open_page(linked, number)
            return OpenPreview(linked, page, quarantine)
    return None


def _open_page(linked: LinkedEvidence, number: int) -> OpenPage:
    try:
        text = open_text_page(linked.item, linked.revision, number, NOTHING)
    except NotFound:
        text = open_text_page(linked.item, linked.revision, 1, NOTHING)
    return OpenPage(text, look_at_page(linked.revision, text.number))
