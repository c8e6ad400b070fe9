"""Finds a quotation again in a new edition of the document that it was taken from.

First the very words are looked for, however the lines break (`plain_text`): on their page, or moved
to another. Letters, digits and case must be the same, and the words must stand free, so that
“5 days” is not found in “15 days”. Only that counts as found without anybody looking. Where the
words are gone, the passage most like them is proposed, with how alike it is and whether its numbers
differ; below `LEAST_SCORE` nothing is proposed and the passage is lost.

How often this is right on labelled cases is measured in `tests/unit/analysis/test_passages.py`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from cse_assess.analysis.likeness import Words, find_alike
from cse_assess.analysis.plain_text import PlainText, fold_text
from cse_assess.reading.document import Page

LEAST_SCORE = 0.5
CONTEXT_LENGTH = 80
PAGE_BREAK = "\n"
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_COUNTING = """
no none not never always half quarter once twice first second third one two three four five six
seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen
twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million
"""
_COUNTING_WORDS = frozenset(_COUNTING.split())


class Fate(StrEnum):
    """What became of a passage; only the first two are certain."""

    EXACT = "exact"
    MOVED = "moved"
    NEAREST = "nearest"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that were quoted, and where they stood.

    `page_number` counts from 1, `start` characters from the beginning of the page's text; `prefix`
    and `suffix` are the text just before and after.
    """

    quotation: str
    page_number: int
    start: int = 0
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Where a passage stands now, and in which words; a lost one has page 0 and no text.

    `score` is how alike the words are, from 0 to 1. `numbers_differ` warns that figures, or words
    such as “not” and “twice”, are not the same.
    """

    fate: Fate
    page_number: int = 0
    start: int = 0
    text: str = ""
    score: float = 0.0
    numbers_differ: bool = False

    @property
    def is_certain(self) -> bool:
        """Tell whether the very words were found."""
        return self.fate in {Fate.EXACT, Fate.MOVED}


LOST = Match(Fate.LOST)


class PagedText:
    """The text of a document, ready for many passages to be found in it."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._numbers = [page.number for page in pages]
        self._starts: list[int] = []
        length = 0
        for page in pages:
            self._starts.append(length)
            length += len(page.text) + len(PAGE_BREAK)
        self._text = PlainText(PAGE_BREAK.join(page.text for page in pages))

    @cached_property
    def _words(self) -> Words:
        return Words(self._text.plain)

    def find(self, passage: Passage) -> Match:
        """Return where the passage stands in this document, or what is most like it."""
        return self.find_exactly(passage) or self._find_nearest(passage) or LOST

    def find_exactly(self, passage: Passage) -> Match | None:
        """Return where the very words stand: of several places the one most like the old."""
        needle = fold_text(passage.quotation)
        places = list(_occurrences(self._text.plain, needle))
        if not places:
            return None
        start = max(places, key=lambda place: self._resemble(place, len(needle), passage))
        found = self._make_match(Fate.EXACT, start, start + len(needle), 1.0)
        is_moved = found.page_number != passage.page_number
        return replace(found, fate=Fate.MOVED) if is_moved else found

    def read_context(self, match: Match) -> tuple[str, str]:
        """Return the text just before and just after a match, on its own page."""
        index = self._numbers.index(match.page_number)
        page = self._page_text(index)
        end = match.start + len(match.text)
        before = page[max(0, match.start - CONTEXT_LENGTH) : match.start]
        return before, page[end : end + CONTEXT_LENGTH]

    def _page_text(self, index: int) -> str:
        following = self._starts[index + 1 : index + 2]
        end = following[0] - len(PAGE_BREAK) if following else None
        return self._text.original[self._starts[index] : end]

    def _resemble(self, start: int, length: int, passage: Passage) -> tuple[int, bool, int]:
        """Return how much a place is like the old one: its surroundings, its page, its distance."""
        plain = self._text.plain
        before = plain[max(0, start - CONTEXT_LENGTH) : start].rstrip()
        after = plain[start + length : start + length + CONTEXT_LENGTH].lstrip()
        prefix, suffix = fold_text(passage.prefix), fold_text(passage.suffix)
        shared = _shared_start(before[::-1], prefix[::-1]) + _shared_start(after, suffix)
        index, offset = self._locate(self._text.original_start(start))
        is_same_page = self._numbers[index] == passage.page_number
        return shared, is_same_page, -abs(offset - passage.start)

    def _find_nearest(self, passage: Passage) -> Match | None:
        alike = find_alike(Words(fold_text(passage.quotation)), self._words)
        if alike is None or alike.score < LEAST_SCORE:
            return None
        found = self._make_match(Fate.NEAREST, alike.start, alike.end, alike.score)
        differ = _numbers_of(passage.quotation) != _numbers_of(found.text)
        return replace(found, numbers_differ=differ)

    def _make_match(self, fate: Fate, plain_start: int, plain_end: int, score: float) -> Match:
        start = self._text.original_start(plain_start)
        text = self._text.original[start : self._text.original_end(plain_end)]
        index, offset = self._locate(start)
        return Match(fate, self._numbers[index], offset, text, score)

    def _locate(self, position: int) -> tuple[int, int]:
        """Return the place of a page in the list, and the offset in it, of an original position."""
        index = bisect_right(self._starts, position) - 1
        return index, position - self._starts[index]


def _occurrences(text: str, needle: str) -> Iterator[int]:
    """Yield where the words stand free: not within a longer word or number."""
    start = text.find(needle) if needle else -1
    while start >= 0:
        if not _is_joined(text, start) and not _is_joined(text, start + len(needle)):
            yield start
        start = text.find(needle, start + 1)


_JOINED = re.compile(r"\w\|\w|\d[.,:]\|\d|\d\|[.,:]\d|[-+]\|\d")


def _is_joined(text: str, edge: int) -> bool:
    """Tell whether a word or a number goes on over an edge: “1|5”, “2.|5”, “5|.2” or “-|5”."""
    around = f"{text[max(0, edge - 2) : edge]}|{text[edge : edge + 2]}"
    return _JOINED.search(around) is not None


def _shared_start(one: str, other: str) -> int:
    """Return how many characters two texts have in common from their beginning."""
    pairs = zip(one, other, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _numbers_of(text: str) -> list[str]:
    """Return the figures of a text, and its words that count or deny, sorted."""
    plain = fold_text(text)
    words = (word for word in re.findall(r"[a-z]+", plain.lower()) if word in _COUNTING_WORDS)
    return sorted([*_NUMBER.findall(plain), *words])
