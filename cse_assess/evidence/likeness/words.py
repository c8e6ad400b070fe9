"""Texts that are nearly the same: how they are found, and how alike two of them are.

A text is the set of its runs of three words. MinHash turns the set into a few numbers:
two sets share each number with a chance that is their Jaccard similarity (Broder, 1997). Numbers
are grouped in bands, and texts that share a whole band are compared closely.
"""

import hashlib
import re
from collections.abc import Sequence

BANDS, ROWS = 20, 3
FEWEST_WORDS = 25
MOST_WORDS = 50_000
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PRIME = (1 << 61) - 1
_TERMS = tuple(
    (
        int.from_bytes(hashlib.sha256(f"a{number}".encode()).digest()[:7]) | 1,
        int.from_bytes(hashlib.sha256(f"b{number}".encode()).digest()[:7]),
    )
    for number in range(BANDS * ROWS)
)
# Measured on tests/factories/likeness_texts.py: what people call the same text with
# small changes lies above, other texts from the same template below.
NEARLY_THE_SAME = 0.65


def split_words(text: str) -> list[str]:
    """Return the words of `text` in lower case, without what stands between them."""
    return _WORD.findall(text.lower())[:MOST_WORDS]


def sign_text(text: str) -> list[int]:
    """Return the numbers that stand for a text; none for one that is too short to compare."""
    words = split_words(text)
    if len(words) < FEWEST_WORDS:
        return []
    shingles = {_number(shingle) for shingle in zip(words, words[1:], words[2:], strict=False)}
    return [min((a * each + b) % _PRIME for each in shingles) for a, b in _TERMS]


def cut_bands(signature: Sequence[int]) -> list[int]:
    """Return the bands of a signature, by which nearly the same texts are looked up."""
    starts = range(0, len(signature), ROWS)
    return [_number(tuple(map(str, signature[at : at + ROWS]))) for at in starts]


def measure_likeness(mine: Sequence[int], theirs: Sequence[int]) -> float:
    """Return how much of two texts is the same, from 0 to 1: an estimate, right to about 0.06."""
    if not mine or not theirs:
        return 0.0
    return sum(map(int.__eq__, mine, theirs)) / len(mine)


def _number(words: tuple[str, ...]) -> int:
    """Return 48 bits that stand for the words, the same in every process."""
    digest = hashlib.blake2b("\0".join(words).encode(), digest_size=6).digest()
    return int.from_bytes(digest)
