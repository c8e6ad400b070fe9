"""What is kept of a file's likeness, whatever its kind, and how two of them are compared."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cse_assess.evidence.likeness import pictures, words
from cse_assess.reading.child import ChildFailed, ChildLimits, run_child
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.refusal import Refused

LIMITS = ChildLimits()
_NOT_COMPARED = "This picture could not be compared with others: it is too complex, or damaged."


class LikenessKind(StrEnum):
    """What a signature is made of."""

    WORDS = "words"
    PICTURE = "picture"


@dataclass(frozen=True, slots=True)
class Signature:
    """What a file looks like; `values` are plain values, as its kind's module makes them."""

    kind: LikenessKind
    values: Mapping[str, Any]

    def list_bands(self) -> set[tuple[int, int]]:
        """Return the numbered parts by which files like this one are looked up."""
        if self.kind is LikenessKind.WORDS:
            return set(enumerate(words.cut_bands(self.values["numbers"])))
        return {
            (-1 - number, band)
            for frame in self.values["frames"]
            for number, band in enumerate(pictures.cut_bands(frame["coarse"]))
        }

    def is_nearly(self, other: "Signature") -> bool:
        """Tell whether people would call the two nearly the same."""
        if self.kind is not other.kind:
            return False
        mine, theirs = self.values, other.values
        if self.kind is LikenessKind.WORDS:
            likeness = words.measure_likeness(mine["numbers"], theirs["numbers"])
            return likeness >= words.NEARLY_THE_SAME
        bits = pictures.count_different_bits(mine["frames"], theirs["frames"])
        return bits <= pictures.MOST_DIFFERENT_BITS


def sign_words(text: str) -> Signature:
    """Return the signature of a text."""
    return Signature(LikenessKind.WORDS, {"numbers": words.sign_text(text)})


def sign_picture(path: str) -> Signature:
    """Return the signature of the picture at `path`, made in a limited child process.

    Raises `ReadingFailed` where that is not possible.
    """
    try:
        values = run_child(pictures.SIGN, {"path": path}, limits=LIMITS)
    except (ChildFailed, Refused):
        raise ReadingFailed(_NOT_COMPARED) from None
    return Signature(LikenessKind.PICTURE, values)
