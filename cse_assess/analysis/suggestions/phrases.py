"""Finds the phrases of a standard in a text: its keywords and titles of several words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cse_assess.analysis.suggestions.text import HEADING_WEIGHT, Passage
from cse_assess.analysis.suggestions.words import stems_of

_NEAR = 4
_NEAR_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as stems, the documents that use it, and what its words weigh together."""

    stems: tuple[str, ...]
    documents: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a passage, from one word to another; `weight` is for each document."""

    phrase: Phrase
    passage: Passage
    first: int
    last: int
    weight: float

    @property
    def is_whole(self) -> bool:
        """Tell whether the phrase stands there as such, with nothing between its words."""
        return self.passage.stems[self.first : self.last + 1] == self.phrase.stems


class PhraseIndex:
    """The phrases of all documents, found by their rarest word."""

    def __init__(
        self,
        documents: Sequence[Iterable[str]],
        rarity: Mapping[str, float],
    ) -> None:
        self._by_rarest: dict[str, list[Phrase]] = defaultdict(list)
        for stems, numbers in _gather(documents).items():
            rarest = max(stems, key=lambda stem: rarity.get(stem, 0.0))
            weight = sum(rarity.get(stem, 0.0) for stem in stems) / len(numbers)
            self._by_rarest[rarest].append(Phrase(stems, tuple(numbers), weight))

    def find(self, passages: Iterable[Passage]) -> list[Hit]:
        """Return the best hit of each phrase, one in the heading and one in the pages."""
        best: dict[tuple[tuple[str, ...], bool], Hit] = {}
        for passage in passages:
            for hit in self._find_in(passage):
                key = (hit.phrase.stems, passage.is_heading)
                if key not in best or best[key].weight < hit.weight:
                    best[key] = hit
        return list(best.values())

    def _find_in(self, passage: Passage) -> Iterator[Hit]:
        present = set(passage.stems)
        for place, stem in enumerate(passage.stems):
            for phrase in self._by_rarest.get(stem, ()):
                if present.issuperset(phrase.stems):
                    hit = _look_around(phrase, stem, passage, place)
                    if hit:
                        yield hit


def _gather(documents: Sequence[Iterable[str]]) -> dict[tuple[str, ...], list[int]]:
    gathered: dict[tuple[str, ...], list[int]] = {}
    for number, texts in enumerate(documents):
        for stems in {tuple(stems_of(text)) for text in texts}:
            if len(stems) > 1:
                gathered.setdefault(stems, []).append(number)
    return gathered


def _look_around(phrase: Phrase, rarest: str, passage: Passage, place: int) -> Hit | None:
    """Return the hit around one word: the phrase itself, or all its words close by."""
    start = place - phrase.stems.index(rarest)
    end = start + len(phrase.stems)
    full = phrase.weight * (HEADING_WEIGHT if passage.is_heading else 1.0)
    if start >= 0 and passage.stems[start:end] == phrase.stems:
        return Hit(phrase, passage, start, end - 1, full)
    near = _find_near(phrase.stems, passage.stems, place)
    if near is None:
        return None
    return Hit(phrase, passage, min(near), max(near), full * _NEAR_SHARE)


def _find_near(wanted: Collection[str], stems: Sequence[str], place: int) -> list[int] | None:
    """Return where each wanted word stands nearest to a place, or None where one is too far."""
    places = []
    around = range(max(0, place - _NEAR), min(len(stems), place + _NEAR + 1))
    for stem in wanted:
        found = [other for other in around if stems[other] == stem]
        if not found:
            return None
        places.append(min(found, key=lambda other: abs(other - place)))
    return places
