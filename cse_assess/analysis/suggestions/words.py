"""Words that carry meaning, and the pieces of words by which related words are recognised."""

from collections.abc import Iterator
from importlib.resources import files
from typing import NamedTuple

from cse_assess.reading.words import WORD, fold_word, stem_word

_GRAM = 4
_SHORTEST_IN_PIECES = 3
_JOINS_WORDS = str.maketrans("_-.", "   ")


class Word(NamedTuple):
    """A word of a text: in lower case, where it begins and ends, and what it is compared by."""

    text: str
    start: int
    end: int
    stem: str


def find_words(text: str) -> Iterator[Word]:
    """Give the words of a text that carry meaning, in order."""
    for found in WORD.finditer(text):
        word = fold_word(found[0])
        stem = stem_word(found[0])
        if stem and word not in _STOP_WORDS:
            yield Word(word, found.start(), found.end(), stem)


def stems_of(text: str) -> list[str]:
    """Return the stems of the words that carry meaning, in order."""
    return [word.stem for word in find_words(text)]


def pieces_of(text: str) -> Iterator[str]:
    """Give the pieces of all words that carry meaning."""
    for word in find_words(text):
        yield from cut_into_pieces(word.text)


def cut_into_pieces(word: str) -> Iterator[str]:
    """Give every run of four letters of a word with its ends marked; none for very short words.

    Two words of one family share most of their pieces even where their stems differ
    (complaint, complainant).
    """
    if len(word) < _SHORTEST_IN_PIECES:
        return
    marked = f"_{word}_"
    for start in range(max(1, len(marked) - _GRAM + 1)):
        yield marked[start : start + _GRAM]


def words_of_file_name(file_name: str) -> str:
    """Return a file's name as words: without its ending, with spaces for what joins words."""
    return (file_name.rpartition(".")[0] or file_name).translate(_JOINS_WORDS)


_STOP_WORDS = frozenset(
    files(__package__).joinpath("stop_words.txt").read_text(encoding="utf-8").split()
)
"""More words than a search leaves out: in a whole page even "more" and "many" are found often."""
