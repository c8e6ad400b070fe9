"""Who may plan a visit, share the plan, and note what was seen: pure functions.

Who may read plan and notes is said by `desk.policy.can_read_review`: assessors of the review.
The organisation's people who see a self-assessment from inside (`assessments.policy`) see the plan
as it was shared, and nothing else of this.
"""

from cse_assess.accounts.actor import Actor
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.policy import can_read_review, can_write_findings
from cse_assess.review.visit.models import VisitNote


def can_plan(actor: Actor, review: Review) -> bool:
    """Tell whether the person may change the plan of the visit and share it now."""
    return can_write_findings(actor, review)


def can_note(actor: Actor, review: Review, *, has_scored: bool) -> bool:
    """Tell whether the person may take notes now: every assessor of a review that is open.

    A second assessor comes along to the visit; they may once they have finished their own scoring.
    """
    is_in_work = review.is_open and not review.submission.is_withdrawn
    return is_in_work and can_read_review(actor, review, has_scored=has_scored)


def can_change_note(actor: Actor, review: Review, note: VisitNote, *, has_scored: bool) -> bool:
    """Tell whether the person may change a note or delete it: whoever wrote it."""
    is_own = actor.user_id is not None and actor.user_id == note.written_by_id
    return is_own and can_note(actor, review, has_scored=has_scored)
