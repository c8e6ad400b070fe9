"""What a sheet that came back says beside what stands here: nothing is lost, nothing is written."""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cse_assess.analysis.merging import Outcome, compare_three
from cse_assess.assessments.values import ResponseValues, speak_values
from cse_assess.standards.structure import Standard

# A level and its reason are decided on together: neither means anything without the other.
PARTS = {
    "level": ("level", "level_reason"),
    "justification": ("justification",),
    "tell": ("tell",),
}

PartValue = tuple[str | None, ...]


class Choice(StrEnum):
    """What becomes of a part that changed."""

    THEIRS = "theirs"
    OURS = "ours"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody wants of a part; `text` is what they wrote where they chose to write anew."""

    choice: Choice
    text: str = ""


@dataclass(frozen=True, slots=True)
class PartMerge:
    """One part of an element: what the sheet said first, what it says now, and what stands here."""

    code: str
    part: str
    base: PartValue
    theirs: PartValue
    ours: PartValue
    outcome: Outcome

    @property
    def is_open(self) -> bool:
        """Tell whether the sheet says something new of it."""
        return self.outcome in {Outcome.THEIRS, Outcome.CONFLICT}

    @property
    def is_conflict(self) -> bool:
        """Tell whether it was changed here as well, and otherwise."""
        return self.outcome is Outcome.CONFLICT

    @property
    def digest(self) -> str:
        """Return what is another as soon as one side says something else."""
        return _hash([self.base, self.theirs, self.ours])


@dataclass(frozen=True, slots=True)
class ElementMerge:
    """An element of the sheet: its parts, and the evidence that they know of."""

    code: str
    parts: tuple[PartMerge, ...]
    known: str

    @property
    def open_parts(self) -> tuple[PartMerge, ...]:
        """Return the parts of which the sheet says something new."""
        return tuple(part for part in self.parts if part.is_open)


@dataclass(frozen=True, slots=True)
class SheetMerge:
    """A whole sheet that came back; `missing` are the codes of elements that it left out."""

    elements: tuple[ElementMerge, ...]
    missing: tuple[str, ...]

    @property
    def open_parts(self) -> tuple[PartMerge, ...]:
        """Return every part of which the sheet says something new, in its order."""
        return tuple(part for element in self.elements for part in element.open_parts)

    @property
    def conflicts(self) -> tuple[PartMerge, ...]:
        """Return the parts that were changed on both sides."""
        return tuple(part for part in self.open_parts if part.is_conflict)

    @property
    def changing(self) -> tuple[ElementMerge, ...]:
        """Return the elements of which the sheet says something new."""
        return tuple(element for element in self.elements if element.open_parts)

    @property
    def kept(self) -> int:
        """Return how many parts were changed here only, and stay."""
        parts = (part for element in self.elements for part in element.parts)
        return sum(part.outcome is Outcome.OURS and part.ours != part.base for part in parts)

    @property
    def notes(self) -> tuple[ElementMerge, ...]:
        """Return the elements for which they know of evidence."""
        return tuple(element for element in self.elements if element.known)

    @property
    def fingerprint(self) -> str:
        """Return what is another as soon as something else would have to be decided."""
        return _hash([[part.code, part.part, part.digest] for part in self.open_parts])


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def merge_sheet(
    base: Mapping[str, ResponseValues],
    theirs: Mapping[str, ResponseValues],
    ours: Mapping[str, ResponseValues],
    *,
    known: Mapping[str, str],
    settled: Iterable[Mapping[str, ResponseValues]] = (),
) -> SheetMerge:
    """Return every element of the sheet with what changed there and here, by code.

    `known` is the evidence that they know of; `settled` what sheets said that were merged before.
    """
    before = list(settled)
    return SheetMerge(
        tuple(
            ElementMerge(
                code,
                _merge_element(
                    code,
                    first,
                    theirs[code],
                    ours[code],
                    [old[code] for old in before if code in old],
                ),
                known.get(code, ""),
            )
            for code, first in base.items()
            if code in theirs and code in ours
        ),
        tuple(code for code in base if code not in theirs),
    )


def _merge_element(
    code: str,
    base: ResponseValues,
    theirs: ResponseValues,
    ours: ResponseValues,
    settled: Collection[ResponseValues],
) -> tuple[PartMerge, ...]:
    merged = []
    for part in PARTS:
        first, told, stands = (pick_part(values, part) for values in (base, theirs, ours))
        before = [pick_part(values, part) for values in settled]
        outcome = compare_three(first, told, stands, before)
        merged.append(PartMerge(code, part, first, told, stands, outcome))
    return tuple(merged)


def pick_part(values: ResponseValues, part: str) -> PartValue:
    """Return what an element says in one part."""
    return tuple(getattr(values, name) for name in PARTS[part])


def put_part(values: ResponseValues, part: str, value: PartValue) -> ResponseValues:
    """Return the values with another value of one part."""
    changes: dict[str, Any] = dict(zip(PARTS[part], value, strict=True))
    return replace(values, **changes)


def decide(part: PartMerge, decision: Decision) -> PartValue:
    """Return what a part says once it is decided on."""
    if decision.choice is Choice.NEW:
        return (decision.text,)
    return part.theirs if decision.choice is Choice.THEIRS else part.ours


def speak_part(standard: Standard, part: str, value: PartValue) -> str:
    """Return what a part says, in words: a level by its title, with its reason below."""
    spoken = speak_values(standard, put_part(ResponseValues(), part, value), "")
    if part != "level":
        return spoken[part]
    title = spoken["level"] or "Not scored"
    return f"{title}\n{spoken['level_reason']}" if spoken["level_reason"] else title
