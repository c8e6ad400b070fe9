"""What to do next in a self-assessment: the one thing that the home page points to."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cse_assess.assessments.queries import ProgressRow
from cse_assess.standards.structure import Standard


class StepKind(StrEnum):
    """The sorts of next steps, in the order in which they are looked for."""

    READ = "read"
    SCORE_OWN = "score_own"
    SCORE = "score"
    ADD_EVIDENCE = "add_evidence"
    CHECK_READINESS = "check_readiness"


@dataclass(frozen=True, slots=True)
class NextStep:
    """What to do next; `code` is the element to begin with and `count` how many there are."""

    kind: StepKind
    code: str = ""
    count: int = 0


def find_next_step(
    standard: Standard, rows: Sequence[ProgressRow], *, is_writer: bool, user_id: int | None
) -> NextStep:
    """Return the next thing to do for a person who may write or only read.

    First the elements that are theirs and not scored, then any that is not scored, then claims
    without evidence, then readiness.
    """
    if not is_writer:
        return NextStep(StepKind.READ)
    unscored = [row for row in rows if row.level is None]
    own = [row for row in unscored if row.owner_id is not None and row.owner_id == user_id]
    bare = [row for row in rows if _lacks_evidence(standard, row)]
    for kind, found in (
        (StepKind.SCORE_OWN, own),
        (StepKind.SCORE, unscored),
        (StepKind.ADD_EVIDENCE, bare),
    ):
        if found:
            return NextStep(kind, found[0].element_code, len(found))
    return NextStep(StepKind.CHECK_READINESS)


def _lacks_evidence(standard: Standard, row: ProgressRow) -> bool:
    return row.level in standard.rules.evidence_required and not row.evidence_count
