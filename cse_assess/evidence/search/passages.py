"""Where the words that were looked for stand in a text, and the passage that shows them best."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import NamedTuple

from cse_assess.evidence.search.wanted import Term, Wanted
from cse_assess.reading.document import Page
from cse_assess.reading.words import WORD, stem_word

PASSAGE_LENGTH = 260
_LEAD_IN = 70
_SHORT_STEM = 3
_MOST_SPANS = 2_000


class Span(NamedTuple):
    """A place in a text, from `start` to before `end`, where the term of that number stands."""

    start: int
    end: int
    term: int


class Piece(NamedTuple):
    """A stretch of shown text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """The words around a hit, on the page on which they stand."""

    page_number: int
    page_label: str
    pieces: tuple[Piece, ...]


def find_spans(text: str, wanted: Wanted) -> list[Span]:
    """Return the places of the wanted terms in `text`, in order and without overlap.

    Of a text that is full of them the first 2,000 are returned.
    """
    spans: list[Span] = []
    pattern = _make_pattern(wanted.terms)
    for found in pattern.finditer(text) if pattern else ():
        span = _match(text, found, wanted.terms)
        if span and (not spans or span.start >= spans[-1].end):
            spans.append(span)
        if len(spans) == _MOST_SPANS:
            break
    return spans


def _make_pattern(terms: Iterable[Term]) -> re.Pattern[str] | None:
    """Return what finds quickly whatever may be the first word of a term."""
    beginnings = sorted({re.escape(beginning_of(term.stems[0])) for term in terms})
    if not beginnings:
        return None
    begins = "|".join(beginnings)
    return re.compile(rf"(?<![^\W_])(?:{begins})[^\W_]*(?:['’][^\W_]+)*", re.IGNORECASE)


def beginning_of(stem: str) -> str:
    """Return what every written form of a stem begins with, but for a few irregular words."""
    return stem if len(stem) <= _SHORT_STEM else stem[:-1]


def _match(text: str, found: re.Match[str], terms: Sequence[Term]) -> Span | None:
    stem = stem_word(found.group())
    for number, term in enumerate(terms):
        if _is_first(stem, term):
            end = _follow(text, found.end(), term.stems[1:])
            if end is not None:
                return Span(found.start(), end, number)
    return None


def _is_first(stem: str, term: Term) -> bool:
    return stem == term.stems[0] or (term.is_prefix and stem.startswith(term.stems[0]))


def _follow(text: str, end: int, stems: Sequence[str]) -> int | None:
    """Return where the words that follow one another end, or None where others stand there."""
    for stem in stems:
        following = WORD.search(text, end)
        if following is None or stem_word(following.group()) != stem:
            return None
        end = following.end()
    return end


def mark_hits(text: str, wanted: Wanted) -> tuple[Piece, ...]:
    """Return the whole of `text` in pieces, with the wanted terms marked."""
    return tuple(_cut(text, 0, len(text), find_spans(text, wanted)))


def find_passage(pages: Iterable[Page], wanted: Wanted) -> Passage | None:
    """Return the best passage of the pages: most different terms, then most hits; else None."""
    best: tuple[tuple[int, int], Page, list[Span]] | None = None
    for page in pages:
        spans = find_spans(page.text, wanted)
        worth = (len({span.term for span in spans}), len(spans))
        if spans and (best is None or worth > best[0]):
            best = worth, page, spans
    if best is None:
        return None
    _, page, spans = best
    return Passage(page.number, page.label, _show(page.text, spans))


def show_text(text: str, wanted: Wanted) -> tuple[Piece, ...]:
    """Return the passage of a text that is no page; empty where no term stands in it."""
    spans = find_spans(text, wanted)
    return _show(text, spans) if spans else ()


def _show(text: str, spans: Sequence[Span]) -> tuple[Piece, ...]:
    """Return the stretch of `text` in which most different terms stand, from word to word."""
    first = max(range(len(spans)), key=lambda place: _count_terms(spans, place))
    start = _word_start(text, max(0, spans[first].start - _LEAD_IN))
    end = _word_end(text, max(start + PASSAGE_LENGTH, spans[first].end))
    inside = [span for span in spans if start <= span.start and span.end <= end]
    pieces = _cut(text, start, end, inside)
    before, after = "… " if start > 0 else "", " …" if end < len(text) else ""
    shown = [Piece(before, False), *map(_on_one_line, pieces), Piece(after, False)]
    return tuple(piece for piece in shown if piece.text)


def _count_terms(spans: Sequence[Span], first: int) -> int:
    """Return how many different terms stand within one passage that begins with a span."""
    limit = spans[first].start + PASSAGE_LENGTH - _LEAD_IN
    near = takewhile(lambda span: span.end <= limit, islice(spans, first, None))
    return len({span.term for span in near})


def _word_start(text: str, place: int) -> int:
    """Return the beginning of the word after `place`, unless the text has no gap near it."""
    gap = re.compile(r"\s").search(text, place, place + 30) if place else None
    return gap.end() if gap else place


def _word_end(text: str, place: int) -> int:
    gap = re.compile(r"\s").search(text, place, place + 30)
    return gap.start() if gap else min(place, len(text))


def _on_one_line(piece: Piece) -> Piece:
    return Piece(re.sub(r"\s+", " ", piece.text), piece.is_hit)


def _cut(text: str, start: int, end: int, spans: Sequence[Span]) -> Iterator[Piece]:
    place = start
    for span in spans:
        if span.start > place:
            yield Piece(text[place : span.start], is_hit=False)
        yield Piece(text[span.start : span.end], is_hit=True)
        place = span.end
    if place < end:
        yield Piece(text[place:end], is_hit=False)
