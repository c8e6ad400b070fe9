"""What was carried from the cycle before is settled in this one, with words."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.past.models import CarriedPoint
from cse_assess.assessments.services.guards import begin_writing, record
from cse_assess.assessments.texts import LONGEST_NOTE, check_text
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import Conflict


def settle_point(*, actor: Actor, point: CarriedPoint, version_id: int, words: str) -> None:
    """Say how a carried point was settled, of which `version_id` was on the screen.

    What was said before is replaced, and stays in the audit chain. Raises `NotAllowed`, `Conflict`
    where somebody settled it meanwhile, and `DomainError` without words.
    """
    begin_writing(actor, point.assessment)
    session.refresh(point, with_for_update={"of": CarriedPoint})
    if point.version_id != version_id:
        raise Conflict("Somebody else settled this while you had it open. Look at it again.")
    point.settled_words = check_text(
        words,
        LONGEST_NOTE,
        name="What you write",
        field="words",
        missing="Say how it was settled",
    )
    point.settled_at = now()
    point.settled_by_id = actor.user_id
    session.flush()
    details = {
        "point": point.id,
        "element": point.element_code,
        "reason": point.reason,
        "words": point.settled_words,
    }
    record(actor, point.assessment, AuditAction.CARRIED_POINT_SETTLED, details)
