"""Who may write, send, read, answer, sign and reopen a report: pure functions.

`has_scored` tells, as in `desk.policy`, whether the person finished a scoring of the submission.
`testers` are the ids of those who set levels in the review, or finished a scoring as assessors.
"""

from collections.abc import Collection
from datetime import date

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.policy import can_manage_assessment, can_view_assessment
from cse_assess.review.decision.models import AccuracyPoint, AccuracyRound
from cse_assess.review.desk.models import Review, ReviewState
from cse_assess.review.desk.policy import can_read_review, can_write_findings, is_assessor_of

SEVERAL = 2


def can_write_report(actor: Actor, review: Review) -> bool:
    """Tell whether the person may write sections and send the draft out: as with findings."""
    return can_write_findings(actor, review)


def can_hold_round(actor: Actor, review: Review) -> bool:
    """Tell whether the person may answer points and close the round that is under way."""
    return is_assessor_of(actor, review) and review.state == ReviewState.ACCURACY


def can_read_draft(actor: Actor, review: Review) -> bool:
    """Tell whether the person reads the draft for the organisation: a lead or administrator."""
    return review.state == ReviewState.ACCURACY and can_manage_assessment(actor, review.assessment)


def can_read_signed(actor: Actor, review: Review) -> bool:
    """Tell whether the person reads signed reports for the organisation."""
    return can_view_assessment(actor, review.assessment)


def can_raise_point(actor: Actor, review: Review, held: AccuracyRound, on: date) -> bool:
    """Tell whether the person may say that a fact is not right, on a day of the round."""
    return can_read_draft(actor, review) and not held.is_over and on <= held.until


def can_read_points(actor: Actor, review: Review) -> bool:
    """Tell whether the person reads the points of the organisation and their answers."""
    return can_manage_assessment(actor, review.assessment)


def can_withdraw_point(actor: Actor, point: AccuracyPoint, on: date) -> bool:
    """Tell whether the person may take a point back that has no answer yet."""
    return point.is_waiting and can_raise_point(actor, point.review, point.round, on)


def can_sign(actor: Actor, review: Review, *, has_scored: bool, testers: Collection[int]) -> bool:
    """Tell whether the person may sign the report now.

    An assessor of the review may. Where two or more have to have tested, so many must have, and
    whoever signs is not the only one.
    """
    is_one = can_read_review(actor, review, has_scored=has_scored)
    is_due = review.is_open and not review.submission.is_withdrawn
    return is_one and is_due and not explain_testers(actor.user_id, review, testers)


def explain_testers(user_id: int | None, review: Review, testers: Collection[int]) -> str:
    """Return why the person may not sign for want of testers, or an empty text."""
    needed = review.testers_required
    if needed < SEVERAL:
        return ""
    if len(set(testers)) < needed:
        return (
            f"{needed} people have to test this review, and {len(set(testers))} did. Ask for a "
            "second opinion."
        )
    if set(testers) <= {user_id}:
        return "You are the only one who tested this review, so somebody else has to sign it."
    return ""


def can_reopen(actor: Actor, review: Review) -> bool:
    """Tell whether the person may open a signed review again: its assessor."""
    return review.is_signed and is_assessor_of(actor, review)
