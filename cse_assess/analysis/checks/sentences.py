"""Sentences of a text, to quote what a finding is about."""

import re
from collections.abc import Iterator

LONGEST_QUOTATION = 240
_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+|\n+")


def split_sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence or line with its place, white space at its ends left out."""
    start = 0
    for match in [*_END.finditer(text), None]:
        end = match.start() if match else len(text)
        sentence = text[start:end].strip()
        if sentence:
            yield text.index(sentence, start), sentence
        start = match.end() if match else end


def quote_around(text: str, start: int, end: int) -> str:
    """Return the sentence that holds the characters from `start` to `end`, shortened to them."""
    for place, sentence in split_sentences(text):
        if place <= start < place + len(sentence):
            return _shorten(sentence, start - place, end - place)
    return text[start:end]


def _shorten(sentence: str, start: int, end: int) -> str:
    room = max(0, LONGEST_QUOTATION - (end - start)) // 2
    first, last = max(0, start - room), min(len(sentence), end + room)
    before, after = "…" if first else "", "…" if last < len(sentence) else ""
    return f"{before}{' '.join(sentence[first:last].split())}{after}"
