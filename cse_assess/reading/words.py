"""The words of a text, brought to the form in which they are looked for.

Case, accents, apostrophes and endings do not count: "Customers'", "customer’s" and "customer" are
one word. British and American endings are one too ("organised", "organized").
"""

import re
import threading
import unicodedata
from functools import lru_cache

import Stemmer

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
LONGEST_WORD = 40
_IZE = re.compile(r"(?<=[a-z]{2})iz(?=(?:e[ds]?|ing|ers?|ations?)$)")
_local = threading.local()

_COMMON = (
    "a about also am an and any are as at be been but by can did do does for from had has have how "
    "i if in into is it its may not of on or our so such than that the their them then there these "
    "they this those to was we were what when where which who will with you your"
)
COMMON_WORDS = frozenset(_COMMON.split())
"""Words that say nothing of what a text is about, as they are written."""


def list_stems(text: str) -> list[str]:
    """Return the words of `text` in the form that is looked for."""
    return [stem for word in WORD.findall(text) if (stem := stem_word(word))]


@lru_cache(maxsize=65_536)
def stem_word(word: str) -> str:
    """Return the form in which one word is looked for; empty where no letter or digit is left."""
    folded = fold_word(word)
    stem = _stemmer().stemWord(_IZE.sub("is", folded.replace("’", "'")))
    return "".join(filter(str.isalnum, stem))[:LONGEST_WORD]


def fold_word(word: str) -> str:
    """Return the word in lower case and without accents."""
    folded = word.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _stemmer() -> "Stemmer.Stemmer":
    """Return this thread's stemmer: one of them must not serve two threads at once."""
    if not hasattr(_local, "stemmer"):
        _local.stemmer = Stemmer.Stemmer("english")
    stemmer: Stemmer.Stemmer = _local.stemmer
    return stemmer
