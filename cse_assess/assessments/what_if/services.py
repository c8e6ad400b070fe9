"""Saves levels that were tried out; one transaction of its caller."""

from collections.abc import Sequence
from dataclasses import replace

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import list_response_rows, lock_responses
from cse_assess.assessments.services import save_response
from cse_assess.assessments.services.guards import begin_writing
from cse_assess.assessments.values import ResponseValues
from cse_assess.assessments.what_if.choices import LevelChange
from cse_assess.errors import Conflict
from cse_assess.standards.structure import Standard


class LevelsConflict(Conflict):
    """Somebody changed elements after this person saw them: `codes`, in the standard's order."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__(
            "Nothing is saved yet, because somebody else changed "
            f"{', '.join(codes)} meanwhile. Look at the levels again before you save them."
        )
        self.codes = codes


def save_levels(
    *,
    actor: Actor,
    assessment: Assessment,
    standard: Standard,
    changes: Sequence[LevelChange],
) -> int:
    """Save all levels or none, and return how many are other than before.

    Raises `NotAllowed`, `DomainError` for a level or reason that cannot be, and `LevelsConflict`
    where an element was changed since.
    """
    begin_writing(actor, assessment)
    lock_responses(assessment.id)
    responses = {
        row.response.element_code: row.response for row in list_response_rows(assessment.id)
    }
    overtaken = [each for each in changes if responses[each.code].version_id != each.version_id]
    if overtaken:
        raise LevelsConflict(tuple(each.code for each in overtaken))
    saved = 0
    for change in changes:
        response = responses[change.code]
        kept = ResponseValues.of(response)
        changed = save_response(
            actor=actor,
            response=response,
            standard=standard,
            version_id=change.version_id,
            values=replace(kept, level=change.level, level_reason=change.reason),
        )
        saved += bool(changed)
    return saved
