"""Texts stripped of what differs from one making of a document to the next.

The same sentence comes out of two files with other line ends, hyphens at line ends, quotation marks
and ligatures. `PlainText` folds these into one form and knows where each character came from.
Letters, digits and case are never touched: they carry the meaning.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

LETTER = r"[^\W\d_]"
_FOLDED = re.compile(
    rf"(?P<hyphen>(?<={LETTER})[-\u2010\u2011\u00ad]\s*(?={LETTER}))"
    r"|(?P<nothing>[\u00ad\u200b-\u200d\u2060\ufeff])"
    r"|(?P<space>(?: \s|[^\S ])\s*)"
    r"|(?P<single>[\u2018\u2019\u201a\u201b\u2032`])"
    r"|(?P<double>[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb])"
    r"|(?P<dash>[\u2010-\u2015\u2212])"
    r"|(?P<composed>\w[\u0300-\u036f]+|[\ufb00-\ufb06\u2026\uff01-\uff5e])"
)
_REPLACEMENTS = {
    "hyphen": "",
    "nothing": "",
    "space": " ",
    "single": "'",
    "double": '"',
    "dash": "-",
}


class PlainText:
    """A text in its folded form, `plain`, and the way back to the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        self._plain_marks: list[int] = []
        self._original_marks: list[int] = []
        self.plain = "".join(self._fold())

    def _fold(self) -> Iterator[str]:
        position = copied = 0
        for match in _FOLDED.finditer(self.original):
            between = self.original[copied : match.start()]
            self._mark(position, copied)
            replaced = _replace(match)
            position += len(between)
            self._mark(position, match.start())
            position += len(replaced)
            copied = match.end()
            yield from (between, replaced)
        self._mark(position, copied)
        yield self.original[copied:]

    def _mark(self, plain: int, original: int) -> None:
        self._plain_marks.append(plain)
        self._original_marks.append(original)

    def original_start(self, position: int) -> int:
        """Return where the character at a position of the plain text begins in the original."""
        place = bisect_right(self._plain_marks, position) - 1
        start = self._original_marks[place] + position - self._plain_marks[place]
        following = self._original_marks[place + 1 : place + 2]
        return min(start, following[0] - 1) if following else start

    def original_end(self, position: int) -> int:
        """Return where the character before a position of the plain text ends in the original."""
        return self.original_start(position - 1) + 1


def _replace(match: re.Match[str]) -> str:
    kind = match.lastgroup or ""
    found = match.group()
    return _REPLACEMENTS.get(kind, unicodedata.normalize("NFKC", found))


def fold_text(text: str) -> str:
    """Return a text in its folded form, without outer white space."""
    return PlainText(text).plain.strip()
