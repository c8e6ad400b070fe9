"""What the organisation claims in the submission that a review works on."""

from cse_assess.assessments.past.content import Content
from cse_assess.review.desk.models import Review


def read_claims(review: Review) -> dict[str, Content]:
    """Return what was submitted of each element, by code.

    Nothing of a submission that was taken back: it is closed to its assessors too.
    """
    if review.submission.is_withdrawn:
        return {}
    content: Content = review.submission.snapshot.content
    return {element["code"]: element for element in content["elements"]}


def list_places_of(claim: Content) -> set[tuple[int, int]]:
    """Return item and revision number of each piece that stands for an element."""
    return {(each["item"], each["revision"]) for each in claim["evidence"] if not each["withdrawn"]}
