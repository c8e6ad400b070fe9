"""What the pages of actions and of requests tell alike: pieces of evidence, and steps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cse_assess.accounts.access import current_actor
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item, shown_title


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece of the library as the viewer may see it."""

    item: EvidenceItem
    title: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A step, as a timeline tells it."""

    title: str
    at: datetime
    by: str
    note: str


def show_pieces(items: Iterable[EvidenceItem]) -> list[ShownPiece]:
    """Return pieces as the signed-in person may see them, titles hidden where they must be."""
    return [_show_piece(item) for item in items]


def _show_piece(item: EvidenceItem) -> ShownPiece:
    is_open = can_open_item(current_actor(), item)
    return ShownPiece(item, shown_title(item, is_open=is_open), is_open)
