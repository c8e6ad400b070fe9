"""The levels that a person tries, as forms and addresses carry them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.ids import read_possible_id
from cse_assess.standards.structure import Element, Standard

LEVEL, VERSION, REASON = "level-", "version-", "reason-"


@dataclass(frozen=True, slots=True)
class LevelChange:
    """A level to save at an element, with the version of the response that the person saw."""

    code: str
    level: str
    reason: str
    version_id: int


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A change as the confirmation shows it; `is_conflict` where somebody else was quicker."""

    element: Element
    response: ElementResponse
    level: str
    is_conflict: bool = False


def read_levels(standard: Standard, sent: Mapping[str, str]) -> dict[str, str]:
    """Return the chosen levels by element code; what the standard does not have is no choice."""
    chosen = {element.code: sent.get(LEVEL + element.code, "") for element in standard.elements}
    return {code: level for code, level in chosen.items() if standard.find_level(level)}


def write_levels(levels: Mapping[str, str]) -> dict[str, str]:
    """Return chosen levels as an address carries them."""
    return {LEVEL + code: level for code, level in levels.items()}


def propose(
    tree: AssessmentTree,
    standard: Standard,
    levels: Mapping[str, str],
    conflicts: Iterable[str] = (),
) -> list[ProposedChange]:
    """Return what would change, in the standard's order; what stands so already is left out."""
    quicker = set(conflicts)
    return [
        ProposedChange(element, response, level, response.element_code in quicker)
        for response in tree.responses
        if (element := standard.find_element(response.element_code))
        and (level := levels.get(response.element_code, ""))
        and level != response.level
    ]


def read_changes(
    proposed: Iterable[ProposedChange], sent: Mapping[str, str], reasons: Mapping[str, str]
) -> list[LevelChange]:
    """Return the proposed changes with the versions that the person saw and the reasons given."""
    return [
        LevelChange(
            each.element.code,
            each.level,
            reasons.get(each.element.code, ""),
            read_possible_id(sent.get(VERSION + each.element.code, "")),
        )
        for each in proposed
    ]
