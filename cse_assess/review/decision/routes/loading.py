"""What the pages of a report begin with: the review, its report, and who may do what with it."""

from collections.abc import Callable

from cse_assess.accounts.access import current_actor
from cse_assess.accounts.actor import Actor
from cse_assess.assessments.routes.loading import load_assessment
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.review.decision import policy
from cse_assess.review.decision.assembling import Report, assemble_report
from cse_assess.review.decision.services.guards import explain_refusal
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.queries import get_review, list_reviews
from cse_assess.review.desk.routes.loading import load_review, load_review_standard


def load_report(review_id: int) -> Report:
    """Return the report of a review for one of its assessors; raises as `load_review` does."""
    review = load_review(review_id)
    return assemble_report(review, load_review_standard(review))


def load_for(review_id: int, is_allowed: Callable[[Actor, Review], bool]) -> Report:
    """Return the report where the person may do something with it now; raise `NotAllowed`."""
    report = load_report(review_id)
    if not is_allowed(current_actor(), report.review):
        raise NotAllowed(explain_refusal(report.review))
    return report


def load_received(assessment_id: int, number: int) -> Review:
    """Return a review of a self-assessment for the organisation.

    Raises `NotFound` where there is no report of it for this person.
    """
    assessment = load_assessment(assessment_id)
    reviews = list_reviews([assessment.id])
    found = next((review for review in reviews if review.number == number), None)
    if found is None:
        raise NotFound("There is no such report.")
    return get_review(found.id)


def load_draft(assessment_id: int, number: int) -> Report:
    """Return the draft that the organisation reads now; raise `NotFound` or `NotAllowed`."""
    review = load_received(assessment_id, number)
    if not policy.can_read_draft(current_actor(), review):
        raise NotAllowed(
            "The draft of a report is for leads and administrators, while the assessor lets them "
            "read it."
        )
    return assemble_report(review, load_review_standard(review))
