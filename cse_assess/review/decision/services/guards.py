"""What every change to a report begins with."""

from collections.abc import Callable

from cse_assess.accounts.actor import Actor
from cse_assess.db import session
from cse_assess.errors import NotAllowed
from cse_assess.review.desk.models import Review, ReviewState

SIGNED = "This review is signed, so nothing in it can be changed. Its assessor can reopen it."
WITH_ORGANISATION = (
    "The draft is with the organisation, so it cannot be changed now. Close the round on accuracy "
    "first."
)
NOT_YOURS = "Only the assessor who does this review can do that, on a submission that stands."

Rule = Callable[[Actor, Review], bool]


def begin_changing(actor: Actor, review: Review, is_allowed: Rule) -> None:
    """Put those who change the review at the same moment in line, as it is in the database now.

    Raises `NotAllowed` with the reason where `is_allowed` says no.
    """
    lock_review(review)
    if not is_allowed(actor, review):
        raise NotAllowed(explain_refusal(review))


def lock_review(review: Review) -> None:
    """Keep the review as it is until the transaction ends, and read where it stands."""
    names = ["state", "version_id", "assessor_id", "submission_id", "testers_required"]
    session.refresh(review, names, with_for_update={"of": Review})


def explain_refusal(review: Review) -> str:
    """Return why nothing can be changed, from where the review stands."""
    reasons = {ReviewState.SIGNED: SIGNED, ReviewState.ACCURACY: WITH_ORGANISATION}
    return reasons.get(ReviewState(review.state), NOT_YOURS)
