"""What differs between two states of a self-assessment, or of two, element by element."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cse_assess.analysis.actions import rank_level
from cse_assess.standards.structure import Standard

TEXTS = ("level_reason", "justification", "tell", "owner")


@dataclass(frozen=True, slots=True)
class EvidenceThen:
    """A piece of evidence as it was attached to an element.

    `content` tells one content of the item from another: its revision's number, its hash or
    address, and its dates. `proof` is what it was said to prove.
    """

    item_id: int
    content: tuple[Any, ...]
    proof: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementThen:
    """What was said of an element; `level` None means not scored. `texts` go by their names."""

    code: str
    level: str | None
    texts: Mapping[str, str]
    evidence: tuple[EvidenceThen, ...] = ()


Side = Mapping[str, ElementThen]


@dataclass(frozen=True, slots=True)
class ElementComparison:
    """An element on both sides, None where one does not have it, and what differs.

    `step` is how many places of the scale the level went up (down where negative), None where one
    side has no level. Evidence is named by the ids of its items: `renewed` has another content or
    other dates, `restated` is only said to prove something else.
    """

    code: str
    before: ElementThen | None
    after: ElementThen | None
    has_other_level: bool
    step: int | None
    texts: tuple[str, ...]
    added: tuple[int, ...]
    removed: tuple[int, ...]
    renewed: tuple[int, ...]
    restated: tuple[int, ...]

    @property
    def differs(self) -> bool:
        """Tell whether anything at all is not the same."""
        return bool(
            self.has_other_level
            or self.texts
            or self.added
            or self.removed
            or self.renewed
            or self.restated
            or self.before is None
            or self.after is None
        )


@dataclass(frozen=True, slots=True)
class Differences:
    """How many elements differ, and in what; `raised` and `lowered` only between two levels."""

    elements: int
    differing: int
    raised: int
    lowered: int
    texts: int
    evidence_added: int
    evidence_removed: int
    evidence_renewed: int


def compare_sides(standard: Standard, before: Side, after: Side) -> list[ElementComparison]:
    """Return every element of either side: first those of the standard, in its order."""
    known = [element.code for element in standard.elements]
    codes = [code for code in known if code in before or code in after]
    codes += sorted((before.keys() | after.keys()) - set(known))
    return [compare_element(standard, code, before.get(code), after.get(code)) for code in codes]


def compare_element(
    standard: Standard, code: str, before: ElementThen | None, after: ElementThen | None
) -> ElementComparison:
    """Return what differs at one element; a side that does not have it has nothing."""
    old, new = before or ElementThen(code, None, {}), after or ElementThen(code, None, {})
    was = {each.item_id: each for each in old.evidence}
    now = {each.item_id: each for each in new.evidence}
    both = [item_id for item_id in was if item_id in now]
    renewed = [each for each in both if was[each].content != now[each].content]
    return ElementComparison(
        code=code,
        before=before,
        after=after,
        has_other_level=old.level != new.level,
        step=_step(standard, old.level, new.level),
        texts=tuple(name for name in TEXTS if old.texts.get(name, "") != new.texts.get(name, "")),
        added=tuple(item_id for item_id in now if item_id not in was),
        removed=tuple(item_id for item_id in was if item_id not in now),
        renewed=tuple(renewed),
        restated=tuple(
            each for each in both if each not in renewed and was[each].proof != now[each].proof
        ),
    )


def _step(standard: Standard, before: str | None, after: str | None) -> int | None:
    """Return how far a level went up the scale; None where one side has none that it knows.

    What is not applicable is on no place of the scale.
    """
    levels = [level for level in (before, after) if level and standard.find_level(level)]
    if len(levels) < len((before, after)) or _is_out_of_scale(standard, levels):
        return None
    old, new = (rank_level(standard, level) for level in levels)
    return old - new


def _is_out_of_scale(standard: Standard, levels: Iterable[str]) -> bool:
    return any(level in standard.rules.not_applicable for level in levels)


def count_differences(compared: Iterable[ElementComparison]) -> Differences:
    """Count what differs over some elements."""
    elements = list(compared)
    return Differences(
        elements=len(elements),
        differing=sum(each.differs for each in elements),
        raised=sum((each.step or 0) > 0 for each in elements),
        lowered=sum((each.step or 0) < 0 for each in elements),
        texts=sum(bool(each.texts) for each in elements),
        evidence_added=sum(len(each.added) for each in elements),
        evidence_removed=sum(len(each.removed) for each in elements),
        evidence_renewed=sum(len(each.renewed) for each in elements),
    )
