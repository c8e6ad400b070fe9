"""Ranks the elements of a standard for a text.

Three signals are added up: the stems that text and element share (BM25 over title, keywords,
statement, guidance, and evidence that people attached to it), the pieces of words they share, and
the element's phrases found in the text. The weights were chosen on the tuning half of the labelled
set in tests/unit/analysis/suggestions/labelled and on the sample organisation's evidence.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from cse_assess.analysis.suggestions.phrases import Hit, PhraseIndex
from cse_assess.analysis.suggestions.reasons import Reason, find_reasons
from cse_assess.analysis.suggestions.term_index import TermIndex, add_weighted
from cse_assess.analysis.suggestions.text import EvidenceText, Example, ReadText
from cse_assess.analysis.suggestions.words import pieces_of, stems_of
from cse_assess.standards.structure import Standard

TOP = 5
_TITLE, _KEYWORDS, _STATEMENT, _GUIDANCE, _HEADING, _EXAMPLE = 3.0, 2.0, 1.0, 1.0, 0.5, 0.3
_PIECES, _PHRASES = 0.05, 0.5
_HALF_SURE = 40.0
_LEAST, _LEAST_SHARE = 4.0, 0.25
"""Below this score, or this share of the best one, a text says next to nothing of an element."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An element that a text may prove, and why.

    `score` lies between 0 and 1 and can be compared from text to text; it is no probability.
    """

    code: str
    score: float
    because: tuple[Reason, ...]


class _Described(NamedTuple):
    """What of an element is compared with a text."""

    code: str
    title: str
    statement: str
    guidance: tuple[str, ...]
    keywords: tuple[str, ...]
    heading: str

    def parts(self) -> Iterator[tuple[float, str]]:
        """Give each part with its weight."""
        yield _HEADING, self.heading
        yield _TITLE, self.title
        yield _STATEMENT, self.statement
        yield from ((_GUIDANCE, point) for point in self.guidance)
        yield from ((_KEYWORDS, keyword) for keyword in self.keywords)


class Suggester:
    """The elements of a standard made ready, so that many texts can be held against them."""

    def __init__(self, elements: tuple[_Described, ...], examples: tuple[Example, ...]) -> None:
        self._codes = [element.code for element in elements]
        own_stems = [_weigh_parts(element, stems_of) for element in elements]
        own_pieces = [_weigh_parts(element, pieces_of) for element in elements]
        self._own_stems = [frozenset(stems) for stems in own_stems]
        for example in examples:
            if example.code in self._codes:
                number, read = self._codes.index(example.code), ReadText(example.text)
                _add_to(own_stems[number], read.stem_weights)
                _add_to(own_pieces[number], read.piece_weights)
        self._stems, self._pieces = TermIndex(own_stems), TermIndex(own_pieces)
        self._phrases = PhraseIndex(
            [(element.title, *element.keywords) for element in elements],
            self._stems.rarity,
        )

    def suggest(
        self, text: EvidenceText, *, limit: int = TOP, without: Container[str] = ()
    ) -> list[Suggestion]:
        """Return at most `limit` elements that the text may prove, the likeliest first.

        Elements whose codes are in `without` are passed over; one for which no word of the text
        can be shown is left out, and so is one for which its words say next to nothing.
        """
        read = ReadText(text)
        hits = self._phrases.find(read.passages)
        scores = self._score(read, hits)
        asked = [number for number, code in enumerate(self._codes) if code not in without]
        best = max((scores[number] for number in asked), default=0.0)
        least = max(_LEAST, best * _LEAST_SHARE)
        strong = [number for number in asked if scores[number] >= least]
        strong.sort(key=lambda number: -scores[number])
        explained = (self._explain(number, scores[number], read, hits) for number in strong)
        return list(islice((each for each in explained if each.because), limit))

    def list_telling_stems(self, code: str, count: int) -> list[str]:
        """Return the stems that are most telling of an element, the most telling first.

        They are where to begin to look for texts that may prove it. Raises `ValueError` for a code
        that there is not.
        """
        return self._stems.list_telling(self._codes.index(code), count)

    def _score(self, read: ReadText, hits: list[Hit]) -> list[float]:
        by_stems = self._stems.score(read.stem_weights)
        by_pieces = self._pieces.score(read.piece_weights)
        scores = [
            stems + _PIECES * pieces for stems, pieces in zip(by_stems, by_pieces, strict=True)
        ]
        for hit in hits:
            for number in hit.phrase.documents:
                scores[number] += _PHRASES * hit.weight
        return scores

    def _explain(self, number: int, score: float, read: ReadText, hits: list[Hit]) -> Suggestion:
        because = find_reasons(
            [hit for hit in hits if number in hit.phrase.documents],
            self._stems.speak_for(number, read.stem_weights),
            self._own_stems[number],
            read.passages,
        )
        return Suggestion(self._codes[number], round(score / (score + _HALF_SURE), 3), because)


def get_suggester(standard: Standard, examples: Iterable[Example] = ()) -> Suggester:
    """Return a standard made ready, with what people have attached to its elements before.

    It is made once and kept, as long as the standard and the examples stay the same.
    """
    return _make_suggester(tuple(_describe(standard)), tuple(examples))


_make_suggester = lru_cache(maxsize=8)(Suggester)


def suggest_elements(
    text: EvidenceText,
    standard: Standard,
    *,
    examples: Iterable[Example] = (),
    limit: int = TOP,
) -> list[Suggestion]:
    """Return what `Suggester.suggest` says of one text; for many, keep the suggester."""
    return get_suggester(standard, examples).suggest(text, limit=limit)


def _describe(standard: Standard) -> Iterator[_Described]:
    for subcriterion in standard.subcriteria:
        for element in subcriterion.elements:
            yield _Described(
                element.code,
                element.title,
                element.statement,
                element.guidance,
                element.keywords,
                subcriterion.title,
            )


def _weigh_parts(element: _Described, split: Callable[[str], Iterable[str]]) -> dict[str, float]:
    """Return the terms of an element, weighed by the part in which they stand."""
    return add_weighted((weight, split(text)) for weight, text in element.parts())


def _add_to(terms: dict[str, float], weights: Mapping[str, float]) -> None:
    for term, weight in weights.items():
        terms[term] = terms.get(term, 0.0) + _EXAMPLE * weight
