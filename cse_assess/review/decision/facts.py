"""What a report is drafted and judged from: plain values, and nothing to look up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from cse_assess.analysis.readiness import Readiness, assess_readiness
from cse_assess.analysis.verdicts_over_time import PartialState
from cse_assess.standards.structure import Criterion, Standard

KINDS = {
    "first": "First assessment",
    "annual": "Annual review",
    "renewal": "Assessment for renewal",
}


@dataclass(frozen=True, slots=True)
class ElementFacts:
    """One element: what the service claimed, what the assessor found, and their words.

    Both levels are ids of the standard, None where none was given. `recurrence` tells of a partial
    that was one in an earlier review.
    """

    code: str
    title: str
    own_level: str | None = None
    level: str | None = None
    comment: str = ""
    strength: str = ""
    improvement: str = ""
    partial: str = ""
    is_done: bool = False
    recurrence: PartialState = PartialState.FIRST


@dataclass(frozen=True, slots=True)
class Work:
    """What was done for the review, in numbers.

    `pieces` are the files and addresses of the submission, each counted once, and `opened` those
    of them that an assessor of the review opened. Queries that were withdrawn do not count.
    """

    pieces: int = 0
    opened: int = 0
    interviews: int = 0
    observations: int = 0
    queries: int = 0
    queries_open: int = 0


@dataclass(frozen=True)
class ReviewFacts:
    """A review as a report tells it; `elements` are all of the standard, in order.

    `testers` are the names of those who set levels, the assessor of the review first.
    """

    standard: Standard
    organisation: str
    service: str
    cycle: str
    kind: str
    number: int
    submission: int
    fingerprint: str
    submitted_on: date
    opened_on: date
    visit_days: tuple[date, ...]
    assessors: tuple[str, ...]
    elements: Sequence[ElementFacts]
    work: Work = Work()

    @cached_property
    def readiness(self) -> Readiness:
        """Return how the assessor's levels stand against the pass rule of the standard."""
        return assess_readiness(
            self.standard, {each.code: each.level for each in self.elements if each.level}
        )

    @property
    def kind_title(self) -> str:
        """Return what kind of assessment it is, in words."""
        return KINDS.get(self.kind, KINDS["first"])

    @property
    def without_level(self) -> tuple[str, ...]:
        """Return the codes of the elements that the assessor gave no level yet."""
        return tuple(each.code for each in self.elements if each.level is None)

    @cached_property
    def below_met(self) -> tuple[ElementFacts, ...]:
        """Return the elements that the assessor found partly met or not met."""
        rules = self.standard.rules
        return tuple(
            each for each in self.elements if each.level in (*rules.partial, *rules.not_met)
        )

    def elements_of(self, criterion: Criterion) -> list[ElementFacts]:
        """Return the elements of a criterion, in order."""
        codes = {element.code for element in criterion.elements}
        return [each for each in self.elements if each.code in codes]

    def name_level(self, level_id: str | None) -> str:
        """Return a level's title, or that there is none."""
        return self.standard.get_level(level_id).title if level_id else "No level yet"
