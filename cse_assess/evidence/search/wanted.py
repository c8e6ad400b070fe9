"""What a person typed into the search box, read as words, "phrases" and -exclusions.

Any text is safe: what is no word counts as a gap between words, and there are no other operators.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cse_assess.reading.words import COMMON_WORDS, fold_word, list_stems

LONGEST_SEARCH = 300
LONGEST_PHRASE = 2_000
MOST_TERMS = 20
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)(?P<closed>"|$)|(?P<word>[^\s"]+))')
_QUOTES = str.maketrans("“”„«»", '"""""')


@dataclass(frozen=True, slots=True)
class Term:
    """One word, or several that must follow one another, in the form that is looked for.

    The last word may be the beginning of a longer one (`is_prefix`).
    """

    stems: tuple[str, ...]
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a text must have, and what it must not have.

    With `is_any_enough` one of the terms is enough.
    """

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    is_cut: bool = False
    is_any_enough: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to look for."""
        return not self.terms and not self.excluded


def read_search(text: str) -> Wanted:
    """Return what `text` asks for.

    Common words ("the") are left out where others remain. Beyond 300 characters or 20 terms the
    rest is left out, and the result says that it `is_cut`.
    """
    typed = text.translate(_QUOTES).strip()
    is_open_ended = bool(typed) and typed[-1].isalnum()
    found = list(_iterate_terms(typed[:LONGEST_SEARCH]))
    terms = _without_common([term for is_out, term in found if not is_out])
    excluded = [term for is_out, term in found if is_out]
    is_cut = len(typed) > LONGEST_SEARCH or max(len(terms), len(excluded)) > MOST_TERMS
    if is_open_ended and not is_cut and terms and found[-1] == (False, terms[-1]):
        terms[-1] = _as_prefix(terms[-1])
    return Wanted(
        tuple(dict.fromkeys(terms[:MOST_TERMS])),
        tuple(dict.fromkeys(excluded[:MOST_TERMS])),
        is_cut,
    )


def read_phrase(text: str) -> Wanted:
    """Return what asks for the words of `text`, of its first 2,000 characters, in their order."""
    stems = tuple(list_stems(text[:LONGEST_PHRASE]))
    return Wanted((Term(stems),)) if stems else Wanted()


def _iterate_terms(typed: str) -> Iterator[tuple[bool, Term]]:
    """Yield each term with whether it is to be left out, common words too."""
    for found in _TERM.finditer(typed):
        stems = tuple(list_stems(found["phrase"] or found["word"] or ""))
        if stems:
            yield bool(found["minus"]), Term(stems)


def _without_common(terms: list[Term]) -> list[Term]:
    telling = [term for term in terms if len(term.stems) > 1 or term.stems[0] not in _COMMON_STEMS]
    return telling or terms


def _as_prefix(term: Term) -> Term:
    return Term(term.stems, is_prefix=True) if len(term.stems) == 1 else term


_COMMON_STEMS = frozenset(stem for word in COMMON_WORDS for stem in list_stems(fold_word(word)))
