"""A comparison in words: by criterion, then element by element, before one person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.comparison import (
    Differences,
    ElementComparison,
    ElementThen,
    compare_sides,
    count_differences,
)
from cse_assess.assessments.past.content import Content, list_pieces, read_side
from cse_assess.assessments.past.pieces import KeptPiece, find_items_of, show_piece
from cse_assess.assessments.past.sides import Side
from cse_assess.evidence.models import EvidenceItem
from cse_assess.standards.structure import Level, Standard

TEXT_LABELS = {
    "level_reason": "Reason",
    "justification": "Justification",
    "tell": "To tell or see on site",
    "owner": "Owner",
}
EVIDENCE_WORDS = {
    "added": "Added",
    "removed": "Removed",
    "renewed": "Renewed",
    "restated": "Proves something else",
}


@dataclass(frozen=True, slots=True)
class ChangedPiece:
    """A piece of evidence that is not the same on both sides; None where a side lacks it."""

    words: str
    before: KeptPiece | None
    after: KeptPiece | None

    @property
    def title(self) -> str:
        """Return its title, the later one where it has two."""
        piece = self.after or self.before
        return piece.title if piece else ""


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that is not the same on both sides."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ComparedElement:
    """An element with its levels on both sides, and all that differs."""

    comparison: ElementComparison
    title: str
    level_before: Level | None
    level_after: Level | None
    texts: tuple[ChangedText, ...]
    pieces: tuple[ChangedPiece, ...]

    @property
    def code(self) -> str:
        """Return the element's code."""
        return self.comparison.code


@dataclass(frozen=True, slots=True)
class ComparedChapter:
    """A criterion: how many of its elements are met on both sides, and what differs in it.

    One without code holds the elements that this edition of the standard does not have.
    """

    code: str
    title: str
    met_before: int
    met_after: int
    differences: Differences
    elements: tuple[ComparedElement, ...]


def compare_in_words(
    standard: Standard, before: Side, after: Side, viewer: Actor
) -> list[ComparedChapter]:
    """Return every criterion with all of its elements that either side has, in one query."""
    shown = _Shown(standard, before.content, after.content, viewer)
    compared = compare_sides(standard, read_side(before.content), read_side(after.content))
    return list(_arrange(standard, compared, shown))


def _arrange(
    standard: Standard, compared: Sequence[ElementComparison], shown: "_Shown"
) -> Iterator[ComparedChapter]:
    for criterion in standard.criteria:
        codes = {element.code for element in criterion.elements}
        own = [each for each in compared if each.code in codes]
        if own:
            yield _make_chapter(standard, criterion.code, criterion.title, own, shown)
    others = [each for each in compared if standard.find_element(each.code) is None]
    if others:
        title = f"Not in this edition: {standard.terms.element.many} of another one"
        yield _make_chapter(standard, "", title, others, shown)


def _make_chapter(
    standard: Standard,
    code: str,
    title: str,
    compared: Sequence[ElementComparison],
    shown: "_Shown",
) -> ComparedChapter:
    return ComparedChapter(
        code=code,
        title=title,
        met_before=_count_met(standard, (each.before for each in compared)),
        met_after=_count_met(standard, (each.after for each in compared)),
        differences=count_differences(compared),
        elements=tuple(shown.element(each) for each in compared),
    )


def _count_met(standard: Standard, sides: Iterable[ElementThen | None]) -> int:
    return sum(side is not None and side.level in standard.rules.met for side in sides)


class _Shown:
    """Puts comparisons into words, with the titles that the viewer may read."""

    def __init__(self, standard: Standard, before: Content, after: Content, viewer: Actor) -> None:
        self.standard, self.viewer = standard, viewer
        self.before, self.after = _by_place(before), _by_place(after)
        self.items = find_items_of([*list_pieces(before), *list_pieces(after)])

    def element(self, comparison: ElementComparison) -> ComparedElement:
        element = self.standard.find_element(comparison.code)
        return ComparedElement(
            comparison=comparison,
            title=element.title if element else "",
            level_before=self._level(comparison.before),
            level_after=self._level(comparison.after),
            texts=tuple(_texts_of(comparison)),
            pieces=tuple(self._pieces_of(comparison)),
        )

    def _level(self, side: ElementThen | None) -> Level | None:
        return self.standard.find_level(side.level or "") if side else None

    def _pieces_of(self, comparison: ElementComparison) -> Iterator[ChangedPiece]:
        for kind, words in EVIDENCE_WORDS.items():
            for item_id in getattr(comparison, kind):
                place = comparison.code, item_id
                yield ChangedPiece(
                    words, self._piece(self.before.get(place)), self._piece(self.after.get(place))
                )

    def _piece(self, piece: Content | None) -> KeptPiece | None:
        return show_piece(piece, self._item(piece), self.viewer) if piece else None

    def _item(self, piece: Content) -> EvidenceItem:
        return self.items[piece["item"]]


def _by_place(content: Content) -> dict[tuple[str, int], Content]:
    return {
        (element["code"], piece["item"]): piece
        for element in content["elements"]
        for piece in element["evidence"]
    }


def _texts_of(comparison: ElementComparison) -> Iterator[ChangedText]:
    for name in comparison.texts:
        yield ChangedText(
            TEXT_LABELS[name], _text(comparison.before, name), _text(comparison.after, name)
        )


def _text(side: ElementThen | None, name: str) -> str:
    return side.texts[name] if side else ""
