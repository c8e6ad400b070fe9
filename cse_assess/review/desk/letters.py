"""Who in the organisation is told of which step of a review, in which words."""

from cse_assess.accounts.queries import list_leads
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.review.desk.models import Review


def tell_of_beginning(review: Review) -> None:
    """Tell the organisation's leads that an assessor has begun."""
    place = f"{review.assessment.service.name}, {review.assessment.cycle}"
    text = f"{review.assessor.name} has begun to review {place}."
    for person in list_leads(review.assessment.organisation_id):
        send_notice(
            user_id=person.id,
            organisation_id=review.assessment.organisation_id,
            kind=NoticeKind.REVIEW_BEGUN,
            text=text,
            url=f"/assessments/{review.assessment_id}/submissions",
            key=f"review:{review.id}:begun",
        )
