"""An index of terms over a few documents, weighed by BM25 with a weight for each part."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import log

_SATURATION = 1.2
_LENGTH_EFFECT = 0.5


class TermIndex:
    """Which term speaks for which document, and how loudly.

    Takes for each document its terms with their weights: a term of a weighty part counts as if
    it stood there several times (Robertson and Zaragoza, BM25F).
    """

    def __init__(self, documents: Sequence[Mapping[str, float]]) -> None:
        self.size, self._documents = len(documents), documents
        occurrences = Counter(term for document in documents for term in document)
        self.rarity = {term: self._rarity_of(count) for term, count in occurrences.items()}
        lengths = [sum(document.values()) for document in documents]
        mean = sum(lengths) / len(lengths) if any(lengths) else 1.0
        self._loudness = [
            self._weigh(document, length / mean)
            for document, length in zip(documents, lengths, strict=True)
        ]
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, loudness in enumerate(self._loudness):
            for term, value in loudness.items():
                self._postings[term].append((number, value))

    def _weigh(self, document: Mapping[str, float], length: float) -> dict[str, float]:
        damping = _SATURATION * (1 - _LENGTH_EFFECT + _LENGTH_EFFECT * length)
        return {
            term: self.rarity[term] * weight * (_SATURATION + 1) / (weight + damping)
            for term, weight in document.items()
        }

    def _rarity_of(self, occurrences: int) -> float:
        return log(1 + (self.size - occurrences + 0.5) / (occurrences + 0.5))

    def score(self, terms: Mapping[str, float]) -> list[float]:
        """Return how strongly the weighted terms speak for each document."""
        scores = [0.0] * self.size
        for term, weight in terms.items():
            for number, loudness in self._postings.get(term, ()):
                scores[number] += weight * loudness
        return scores

    def list_telling(self, number: int, count: int) -> list[str]:
        """Return the terms that one document uses much and others do not, most telling first."""
        weights = self._documents[number]
        telling = {term: weight * self.rarity[term] for term, weight in weights.items()}
        return sorted(telling, key=lambda term: (-telling[term], term))[:count]

    def speak_for(self, number: int, terms: Mapping[str, float]) -> dict[str, float]:
        """Return what each of the terms adds to the score of one document."""
        loudness = self._loudness[number]
        return {term: terms[term] * loudness[term] for term in loudness.keys() & terms.keys()}


def add_weighted(parts: Iterable[tuple[float, Iterable[str]]]) -> dict[str, float]:
    """Return the terms of all parts, each with the sum of the weights of its occurrences."""
    weights: dict[str, float] = defaultdict(float)
    for weight, terms in parts:
        for term in terms:
            weights[term] += weight
    return dict(weights)
