"""Invented evidence with the elements it proves, and how a ranking is held against it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import yaml

from cse_assess.analysis.suggestions import EvidenceText
from cse_assess.reading.document import Page

FOLDER = Path(__file__).parents[1] / "unit" / "analysis" / "suggestions" / "labelled"
TUNING, HELD_OUT = "tuning", "held_out"


@dataclass(frozen=True, slots=True)
class LabelledItem:
    """A piece of evidence and every element that it is right to suggest for it."""

    title: str
    file: str
    elements: tuple[str, ...]
    text: str

    @property
    def as_evidence(self) -> EvidenceText:
        return EvidenceText(self.title, self.file, (Page(1, self.text),))

    @property
    def as_heading(self) -> EvidenceText:
        """Return what is known of it where no word of the file can be read, as with a scan."""
        return EvidenceText(self.title, self.file)


@dataclass(frozen=True, slots=True)
class Hits:
    """For how many items a right element came first, among the first three, the first five."""

    first: int
    third: int
    fifth: int

    @classmethod
    def of(cls, items: Sequence[LabelledItem], rankings: Sequence[Sequence[str]]) -> Self:
        return cls(*(_count(items, rankings, depth) for depth in (1, 3, 5)))


def _count(items: Sequence[LabelledItem], rankings: Sequence[Sequence[str]], depth: int) -> int:
    pairs = zip(items, rankings, strict=True)
    return sum(not set(item.elements).isdisjoint(codes[:depth]) for item, codes in pairs)


def read_labelled(half: str) -> list[LabelledItem]:
    """Return the items of `TUNING` or `HELD_OUT`."""
    entries = yaml.safe_load((FOLDER / f"{half}.yaml").read_text(encoding="utf-8"))
    return [LabelledItem(**{**entry, "elements": tuple(entry["elements"])}) for entry in entries]
