"""Finds words to be redacted in a text, however they are spaced, punctuated or written."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

BLOCK = "█"
SHORTEST = 2
_DROPPED = re.compile(r"[^\w@]|_")
_KEPT = re.compile(r"[A-Za-z0-9@]")
_DISTINCTIVE = re.compile(r"[\d@]|\S\s+\S")
_SHOWN = re.compile(r"\S")
Span = tuple[int, int]


def squeeze(text: str) -> str:
    """Return the letters without accents, digits and @ of `text`: words are compared by these."""
    return _DROPPED.sub("", unicodedata.normalize("NFKD", text).casefold())


class Words:
    """Words that are to go from a file.

    They are found whole, whatever their case and whatever spaces, line ends and punctuation stand
    in them: "01632 960123" also where it is written "(01632) 960-123".
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._written = {squeeze(word): word for word in words if len(squeeze(word)) >= SHORTEST}
        self._needles = sorted(self._written)
        self._any = re.compile("|".join(map(re.escape, self._needles)))

    def __bool__(self) -> bool:
        """Tell whether there is any word to look for."""
        return bool(self._needles)

    def only_long(self, length: int) -> "Words":
        """Return those of the words that have at least so many letters and digits."""
        return Words(self._written[each] for each in self._needles if len(each) >= length)

    def distinctive(self) -> "Words":
        """Return those of the words that no markup has by itself: with digits, an @, or spaces."""
        return Words(word for word in self._written.values() if _DISTINCTIVE.search(word))

    def are_in(self, text: str) -> bool:
        """Tell whether any of the words is in `text`."""
        return bool(self) and bool(self._any.search(squeeze(text))) and bool(self.find(text))

    def find(self, text: str) -> list[Span]:
        """Return where the words stand in `text`, from their first to their last character.

        In order and without overlaps.
        """
        squeezed, places = _squeeze_with_places(text)
        spans = []
        for needle in self._needles:
            start = squeezed.find(needle)
            while start >= 0:
                span = places[start], _end_of(text, places[start + len(needle) - 1])
                if _is_whole(text, span):
                    spans.append(span)
                start = squeezed.find(needle, start + 1)
        return _join(spans)

    def black_out(self, text: str) -> str:
        """Return `text` with a block in place of each character of the words, but for spaces."""
        parts, done = [], 0
        for start, end in self.find(text):
            parts += [text[done:start], _SHOWN.sub(BLOCK, text[start:end])]
            done = end
        return "".join([*parts, text[done:]])


def _squeeze_with_places(text: str) -> tuple[str, list[int]]:
    """Return the text as words are compared, and where each of its characters stood."""
    if text.isascii():
        return squeeze(text), [found.start() for found in _KEPT.finditer(text)]
    parts, places = [], []
    for place, character in enumerate(text):
        part = _squeeze_one(character)
        parts.append(part)
        places += [place] * len(part)
    return "".join(parts), places


@lru_cache(maxsize=4096)
def _squeeze_one(character: str) -> str:
    return squeeze(character)


def _end_of(text: str, last: int) -> int:
    """Return the end of a word whose last letter stands at `last`, after the letter's accents."""
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _is_whole(text: str, span: Span) -> bool:
    """Tell whether the words at `span` are no part of longer ones."""
    start, end = span
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_sticks(before, text[start])) and not _sticks(after, text[end - 1])


def _sticks(neighbour: str, end: str) -> bool:
    return neighbour.isalnum() and end.isalnum() and neighbour.isdecimal() == end.isdecimal()


def _join(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
