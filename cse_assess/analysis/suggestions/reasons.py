"""Says which words of a text speak for an element."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

from cse_assess.analysis.suggestions.phrases import Hit
from cse_assess.analysis.suggestions.text import Passage

MOST = 5
_LEAST_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Reason:
    """Words of the text as they stand there, and the page; `page` is None for the title.

    `is_learnt` says that the element itself does not use the word, but evidence that people
    attached to it does.
    """

    words: str
    page: int | None = None
    is_learnt: bool = False


def find_reasons(
    hits: Iterable[Hit],
    stems: Mapping[str, float],
    own_stems: Container[str],
    passages: Sequence[Passage],
) -> tuple[Reason, ...]:
    """Return at most `MOST` reasons: phrases, words of the element, and then words learnt.

    Of each kind the weightiest comes first.

    `hits` are the phrases of the element found in the text, `stems` says what each stem adds to
    its score, and `own_stems` are those that the element itself uses. A word that is part of a
    phrase already given is not given again.
    """
    said: set[str] = set()
    reasons = chain(_quote_phrases(hits, said), _quote_words(stems, said, own_stems, passages))
    return tuple(islice(reasons, MOST))


def _quote_phrases(hits: Iterable[Hit], said: set[str]) -> Iterator[Reason]:
    for hit in sorted(hits, key=lambda each: (-each.weight, each.phrase.stems)):
        is_news = not said.issuperset(hit.phrase.stems)
        if is_news and (hit.is_whole or said.isdisjoint(hit.phrase.stems)):
            said.update(hit.phrase.stems)
            yield Reason(hit.passage.quote(hit.first, hit.last), hit.passage.page)


def _quote_words(
    stems: Mapping[str, float],
    said: set[str],
    own_stems: Container[str],
    passages: Sequence[Passage],
) -> Iterator[Reason]:
    least = max(stems.values(), default=0.0) * _LEAST_SHARE
    for stem in sorted(stems, key=lambda each: (each not in own_stems, -stems[each], each)):
        if stem not in said and stems[stem] >= least:
            words, page = _find_word(stem, passages)
            yield Reason(words, page, is_learnt=stem not in own_stems)


def _find_word(stem: str, passages: Sequence[Passage]) -> tuple[str, int | None]:
    """Return the word as it first stands in the pages, or else in the heading."""
    heading, *pages = passages
    passage = next((each for each in pages if stem in each.stems), heading)
    place = passage.stems.index(stem)
    return passage.quote(place, place), passage.page
