"""Elements and evidence as a snapshot or a comparison names them, before one person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.past.content import Content, list_pieces, read_day
from cse_assess.assessments.past.policy import can_read_kept
from cse_assess.assessments.past.queries import find_items
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import CONFIDENTIAL_TITLE
from cse_assess.standards.structure import Level, Standard


@dataclass(frozen=True, slots=True)
class KeptPiece:
    """A piece of evidence as it was kept; of one that `is_open` not to the viewer, only its dates.

    `sha256` and `url` are empty where it had another content, or is not open.
    """

    item_id: int
    title: str
    is_open: bool
    is_confidential: bool
    is_withdrawn: bool
    revision: int
    sha256: str
    url: str
    evidence_on: date | None
    valid_until: date | None
    note: str


def find_items_of(pieces: Iterable[Content]) -> dict[int, EvidenceItem]:
    """Return the items that pieces of contents are of, by their id, in one query."""
    return find_items({piece["item"] for piece in pieces})


def show_piece(piece: Content, item: EvidenceItem, viewer: Actor) -> KeptPiece:
    """Return a piece as the viewer may see it."""
    is_open = can_read_kept(viewer, item, was_confidential=piece["confidential"])
    return KeptPiece(
        item_id=piece["item"],
        title=piece["title"] if is_open else CONFIDENTIAL_TITLE,
        is_open=is_open,
        is_confidential=piece["confidential"],
        is_withdrawn=piece["withdrawn"],
        revision=piece["revision"],
        sha256=piece["sha256"] or "" if is_open else "",
        url=piece["url"] or "" if is_open else "",
        evidence_on=read_day(piece["evidence_on"]),
        valid_until=read_day(piece["valid_until"]),
        note=piece["note"] if is_open else "",
    )


@dataclass(frozen=True, slots=True)
class KeptElement:
    """An element as a content keeps it."""

    kept: Content
    title: str
    level: Level | None
    pieces: tuple[KeptPiece, ...]


def show_elements(standard: Standard, content: Content, viewer: Actor) -> list[KeptElement]:
    """Return what a content keeps of each element, as the viewer may see it, in one query."""
    items = find_items_of(list_pieces(content))
    return [
        KeptElement(
            kept=kept,
            title=_title_of(standard, kept["code"]),
            level=standard.find_level(kept["level"] or ""),
            pieces=tuple(
                show_piece(piece, items[piece["item"]], viewer) for piece in kept["evidence"]
            ),
        )
        for kept in content["elements"]
    ]


def _title_of(standard: Standard, code: str) -> str:
    element = standard.find_element(code)
    return element.title if element else ""
