"""What still keeps a self-assessment from being submitted, and what only should be known before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.analysis.gaps import GapAnalysis, GapKind
from cse_assess.standards.structure import Standard


class GateRule(StrEnum):
    """Rules of the gate beside the gaps that the standard's file names."""

    NO_VISIT_DATE = "no_visit_date"
    UNSAFE_FILE = "unsafe_file"
    NOTHING_NEW = "nothing_new"


Rule = GapKind | GateRule

TITLES: Mapping[Rule, str] = {
    GateRule.NO_VISIT_DATE: "There is no visit date",
    GateRule.UNSAFE_FILE: "Files are held back by the virus check",
    GateRule.NOTHING_NEW: "Nothing has changed since the last submission",
    GapKind.BLOCKING: "A level that blocks the award",
    GapKind.NOT_SCORED: "No level is given",
    GapKind.BELOW_MET: "The level does not count as met",
    GapKind.EVIDENCE_MISSING: "There is no evidence for the level that is claimed",
    GapKind.EVIDENCE_STALE: "Evidence is out of date",
    GapKind.EVIDENCE_UNDATED: "Evidence has no date",
    GapKind.PASSAGE_LOST: "A pinned passage is not there any more",
    GapKind.CLAIM_UNJUSTIFIED: "Words are missing",
}
WHOLE = {
    GateRule.NO_VISIT_DATE: "The assessor plans by it, and evidence is judged on it. Set it.",
    GateRule.NOTHING_NEW: "The assessor already has everything that is here.",
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule is not kept: the element, why, and what mends it."""

    code: str
    title: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A rule that is not kept; without `places` it is about the self-assessment as a whole."""

    rule: Rule
    places: tuple[Place, ...] = ()

    @property
    def title(self) -> str:
        """Return what is wrong, in a few words."""
        return TITLES[self.rule]

    @property
    def words(self) -> str:
        """Return what to do about what is wrong with the whole; empty where there are places."""
        return WHOLE.get(self.rule, "") if isinstance(self.rule, GateRule) else ""


@dataclass(frozen=True, slots=True)
class Gate:
    """What blocks a submission, and what the assessor will find besides."""

    blocking: tuple[Obstacle, ...]
    remarks: tuple[Obstacle, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether the self-assessment can be submitted."""
        return not self.blocking


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the gate asks beside the gaps.

    `held_back` says for element codes why one of their files may not be handed out.
    """

    has_visit_date: bool
    has_news: bool
    held_back: Mapping[str, str]


def judge_gate(standard: Standard, analysis: GapAnalysis, around: Surroundings) -> Gate:
    """Return how the gate stands; which gaps block is said by the standard's file."""
    obstacles = list(_gather(standard, analysis))
    blocks = standard.submission.blocked_by
    return Gate(
        blocking=(
            *_check_surroundings(standard, around),
            *(each for each in obstacles if each.rule in blocks),
        ),
        remarks=tuple(each for each in obstacles if each.rule not in blocks),
    )


def _gather(standard: Standard, analysis: GapAnalysis) -> Iterator[Obstacle]:
    """Turn the gaps of elements into rules with the places where each is not kept, in order."""
    found: dict[GapKind, dict[str, Place]] = {kind: {} for kind in GapKind}
    for gap in analysis.gaps:
        for finding in gap.findings:
            place = Place(gap.code, gap.title, finding.reason, finding.remedy)
            found[finding.kind][gap.code] = place
    for kind, by_code in found.items():
        if by_code:
            yield Obstacle(kind, _in_order(standard, by_code))


def _check_surroundings(standard: Standard, around: Surroundings) -> Iterator[Obstacle]:
    if not around.has_visit_date:
        yield Obstacle(GateRule.NO_VISIT_DATE)
    if not around.has_news:
        yield Obstacle(GateRule.NOTHING_NEW)
    if around.held_back:
        places = {
            code: Place(
                code, standard.get_element(code).title, reason, "Look at its evidence again."
            )
            for code, reason in around.held_back.items()
        }
        yield Obstacle(GateRule.UNSAFE_FILE, _in_order(standard, places))


def _in_order(standard: Standard, by_code: Mapping[str, Place]) -> tuple[Place, ...]:
    codes = [element.code for element in standard.elements]
    return tuple(by_code[code] for code in codes if code in by_code)
