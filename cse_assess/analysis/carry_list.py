"""What of a review is looked at again in the next one, and what changed since it.

Annual reviews look at exemplary elements, at those flagged before, at partials, and at what changed
(DOMAIN, life of a certificate).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.analysis.comparison import ElementComparison
from cse_assess.analysis.verdicts_over_time import PartialState, PartialTrace
from cse_assess.standards.structure import Rules


class LookAgain(StrEnum):
    """Why an element is looked at again, the most pressing first."""

    NOT_MET = "not_met"
    RETURNED = "returned"
    STILL = "still"
    PARTIAL = "partial"
    FLAGGED = "flagged"
    EXEMPLARY = "exemplary"


OF_PARTIAL = {
    PartialState.FIRST: LookAgain.PARTIAL,
    PartialState.STILL: LookAgain.STILL,
    PartialState.RETURNED: LookAgain.RETURNED,
}


@dataclass(frozen=True, slots=True)
class EvidenceSince:
    """How many pieces of an element's evidence are not as they were, each counted once.

    `replaced` have another revision or other dates; `out_of_date` of those that are there now.
    """

    added: int = 0
    removed: int = 0
    replaced: int = 0
    withdrawn: int = 0
    out_of_date: int = 0


def list_reasons(
    rules: Rules, level: str | None, trace: PartialTrace | None, *, is_flagged: bool
) -> tuple[LookAgain, ...]:
    """Return why an element of this level is looked at again; nothing where there is no reason.

    `trace` tells what a partial is beside earlier reviews, where that is known.
    """
    flagged = (LookAgain.FLAGGED,) if is_flagged else ()
    return tuple(sorted((*_of_level(rules, level, trace), *flagged), key=list(LookAgain).index))


def _of_level(rules: Rules, level: str | None, trace: PartialTrace | None) -> tuple[LookAgain, ...]:
    if level in rules.partial:
        return (OF_PARTIAL[trace.state] if trace else LookAgain.PARTIAL,)
    if level in rules.not_met:
        return (LookAgain.NOT_MET,)
    return (LookAgain.EXEMPLARY,) if level in rules.exemplary else ()


def count_evidence(
    comparison: ElementComparison, *, withdrawn: Collection[int], out_of_date: int
) -> EvidenceSince:
    """Return what became of an element's evidence; `withdrawn` are the items that are so now.

    What was withdrawn is counted as that alone, and not as replaced.
    """
    gone = [item_id for item_id in comparison.renewed if item_id in withdrawn]
    return EvidenceSince(
        added=len(comparison.added),
        removed=len(comparison.removed),
        replaced=len(comparison.renewed) - len(gone),
        withdrawn=len(gone),
        out_of_date=out_of_date,
    )
