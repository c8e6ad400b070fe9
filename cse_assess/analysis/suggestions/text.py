"""The text of a piece of evidence, counted once for everything that is asked of it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import log2

from cse_assess.analysis.suggestions.words import (
    cut_into_pieces,
    find_words,
    words_of_file_name,
)
from cse_assess.reading.document import Page

HEADING_WEIGHT = 3.0
_LONG = 150
"""How many words (or pieces of words) a text may have before a single one counts for less."""


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """What is known of a piece of evidence: any part may be empty.

    Only the first `LONGEST` characters of the pages are looked at.
    """

    title: str = ""
    file_name: str = ""
    pages: tuple[Page, ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """A text that people attached to the element of this code."""

    code: str
    text: EvidenceText


LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Passage:
    """The heading (`page` None) or one page: its text, and its words as stems with places."""

    page: int | None
    text: str
    stems: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]

    @property
    def is_heading(self) -> bool:
        """Tell whether this is the title and the file's name."""
        return self.page is None

    def quote(self, first: int, last: int) -> str:
        """Return the text from one word to another, both by their number, on one line."""
        return " ".join(self.text[self.spans[first][0] : self.spans[last][1]].split())


@dataclass(frozen=True, slots=True)
class _Counts:
    words: Counter[str] = field(default_factory=Counter)
    stems: Counter[str] = field(default_factory=Counter)


class ReadText:
    """A text with its words counted: how much each stem and each piece of a word weighs."""

    def __init__(self, text: EvidenceText) -> None:
        self._in_heading, self._in_pages = _Counts(), _Counts()
        heading = f"{text.title}. {words_of_file_name(text.file_name)}"
        self.passages = (self._read(None, heading), *self._read_pages(text.pages))

    def _read_pages(self, pages: tuple[Page, ...]) -> Iterator[Passage]:
        left = LONGEST
        for page in pages:
            if left <= 0:
                return
            yield self._read(page.number, page.text[:left])
            left -= len(page.text)

    def _read(self, page: int | None, text: str) -> Passage:
        words = list(find_words(text))
        counts = self._in_heading if page is None else self._in_pages
        counts.words.update(word.text for word in words)
        counts.stems.update(word.stem for word in words)
        spans = tuple((word.start, word.end) for word in words)
        return Passage(page, text, tuple(word.stem for word in words), spans)

    @cached_property
    def stem_weights(self) -> Mapping[str, float]:
        """Return what each stem weighs: more in the heading, and where it is used often."""
        return _weigh(self._in_heading.stems, self._in_pages.stems)

    @cached_property
    def piece_weights(self) -> Mapping[str, float]:
        """Return what each piece of a word weighs, in the same way."""
        return _weigh(_count_pieces(self._in_heading.words), _count_pieces(self._in_pages.words))


def _count_pieces(words: Counter[str]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for word, count in words.items():
        for piece in cut_into_pieces(word):
            counts[piece] += count
    return counts


def _weigh(heading: Counter[str], body: Counter[str]) -> dict[str, float]:
    share = min(1.0, _LONG / body.total()) if body else 1.0
    weights = {term: log2(1 + count * share) for term, count in body.items()}
    for term in heading:
        weights[term] = weights.get(term, 0.0) + HEADING_WEIGHT
    return weights
