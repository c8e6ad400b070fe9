"""Who may read a review, write in it and sign it: pure functions of an actor and a review.

`has_scored` tells whether the person finished a scoring of the submission that the review works on
(`second_opinion.queries.has_scored`): until then what others found is hidden from them, so that
their own opinion stays their own.
"""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.review.desk.models import Review


def is_assessor_of(actor: Actor, review: Review) -> bool:
    """Tell whether the person does this review, and their access has not ended."""
    return review.assessment_id in actor.assesses and review.assessor_id == actor.user_id


def can_read_review(actor: Actor, review: Review, *, has_scored: bool) -> bool:
    """Tell whether the person may read findings and confidential notes: assessors only."""
    return is_assessor_of(actor, review) or (review.assessment_id in actor.assesses and has_scored)


def can_write_findings(actor: Actor, review: Review) -> bool:
    """Tell whether the person may write in the review now: its assessor, while it is open.

    What was taken back is not worked on; the assessor takes up the submission that follows it.
    """
    return is_assessor_of(actor, review) and review.is_open and not review.submission.is_withdrawn


def can_begin_review(actor: Actor, assessment: Assessment, *, is_scoring: bool) -> bool:
    """Tell whether the person may begin a review: an assessor whose own scoring is not in hand.

    `is_scoring` tells whether they have a blind scoring in hand: a review shows what others found.
    """
    return assessment.id in actor.assesses and not is_scoring


def can_take_over(actor: Actor, review: Review, *, has_ended: bool, is_scoring: bool) -> bool:
    """Tell whether the person may go on with another assessor's review.

    That is where the other's access `has_ended`, and as for beginning one.
    """
    is_own = review.assessor_id == actor.user_id
    return (
        has_ended
        and not is_own
        and can_begin_review(actor, review.assessment, is_scoring=is_scoring)
    )


def can_take_up(actor: Actor, review: Review, *, newest_number: int | None) -> bool:
    """Tell whether the assessor may go on with a later submission than the review's.

    `newest_number` is that of the newest submission that stands, None where there is none. What
    the organisation took back is left this way too.
    """
    return (
        is_assessor_of(actor, review)
        and review.is_open
        and newest_number is not None
        and newest_number > review.submission.number
    )
