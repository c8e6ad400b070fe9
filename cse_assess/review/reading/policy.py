"""Who may read what was submitted from outside the organisation: pure functions."""

from collections.abc import Collection

from cse_assess.accounts.actor import Actor
from cse_assess.review.submissions.models import Submission


def can_read_submission(
    actor: Actor, submission: Submission, *, newest_id: int | None, opened_ids: Collection[int]
) -> bool:
    """Tell whether the person may read the submission, confidential evidence included.

    Assessors of its self-assessment read the newest one that stands (`newest_id`), and those of
    `opened_ids`: the ones that a review or a scoring of theirs works on. Whoever scores it within
    the organisation reads it too while they score. What was taken back is closed to all of them.
    """
    if submission.is_withdrawn:
        return False
    if submission.assessment_id in actor.assesses:
        return submission.id == newest_id or submission.id in opened_ids
    is_own = actor.is_member and actor.organisation_id == submission.assessment.organisation_id
    return is_own and submission.id in opened_ids
