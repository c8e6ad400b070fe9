"""How far the work on a self-assessment is."""

from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work is: numbers of elements."""

    total: int
    scored: int
    met: int
    with_evidence: int

    @property
    def percent(self) -> int:
        """Return the share that is scored, in whole percent, rounded down."""
        return 100 * self.scored // self.total if self.total else 0


def measure_progress(standard: Standard, states: Iterable[tuple[str | None, int]]) -> Progress:
    """Count elements, each given by its level's id and its number of pieces of evidence.

    A level that the standard does not have counts as none.
    """
    known = [(standard.find_level(level or ""), evidence_count) for level, evidence_count in states]
    return Progress(
        total=len(known),
        scored=sum(level is not None for level, _ in known),
        met=sum(level is not None and level.id in standard.rules.met for level, _ in known),
        with_evidence=sum(evidence_count > 0 for _, evidence_count in known),
    )
