"""What every page of a review begins with: the review, if the person may see it."""

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.routes.loading import folders
from cse_assess.assessments.wording import standard_for
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.review.desk import policy, queries
from cse_assess.review.desk.models import Review
from cse_assess.review.second_opinion.queries import has_scored
from cse_assess.standards.structure import Standard

NO_REVIEW = "There is no such review."
HIDDEN = (
    "Another assessor does this review. What they found is hidden from you until you have finished "
    "a scoring of your own."
)
LOCKED = "Nothing can be written in this review now."


def load_review(review_id: int) -> Review:
    """Return the review for one of its assessors to read.

    Raises `NotFound` for everybody else, and `NotAllowed` for an assessor of the same
    self-assessment who has not scored for themselves.
    """
    actor, review = current_actor(), queries.get_review(review_id)
    if review.assessment_id not in actor.assesses:
        raise NotFound(NO_REVIEW)
    scored = has_scored(actor.user_id, review.submission_id)
    if not policy.can_read_review(actor, review, has_scored=scored):
        raise NotAllowed(HIDDEN)
    return review


def load_writable_review(review_id: int) -> Review:
    """Return the review for its assessor to write in; raise `NotAllowed` where that is over."""
    review = load_review(review_id)
    if not policy.can_write_findings(current_actor(), review):
        raise NotAllowed(LOCKED)
    return review


def load_review_standard(review: Review) -> Standard:
    """Return the standard in the wording that the self-assessment shows; raise `NotFound`."""
    return standard_for(review.assessment, folders=folders())
