"""What the pages of one review share: its views side by side, and who may do what."""

from datetime import timedelta

from flask import current_app, render_template, request, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.review.desk import policy
from cse_assess.review.desk.models import Review
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note

VIEWS = (
    ("Elements", "reviews.show"),
    ("Evidence", "reviews.evidence"),
    ("Queries", "assessor_queries.index"),
    ("Visit", "visit.index"),
    ("Second opinion", "second_opinion.index"),
    ("Report", "assessor_report.show"),
)
OWN = "reviews"
ONE_SITTING = timedelta(minutes=10)
"""How long a page counts as opened once, however often it is come back to."""
STEPS = {
    "reviews.element": "reviews.show",
    "reviews.save_element": "reviews.show",
    "reviews.element_note": "reviews.show",
    "reviews.note": "reviews.show",
    "reviews.sample": "reviews.evidence",
}


def show_review(template: str, review: Review, **context: object) -> str:
    """Draw a page of a review, for one of its assessors, and note a view of it as opened."""
    _note_view(review)
    return render_template(
        template,
        review=review,
        assessment=review.assessment,
        views=_list_views(review),
        can_write=policy.can_write_findings(current_actor(), review),
        **context,
    )


def _note_view(review: Review) -> None:
    for text, endpoint in VIEWS:
        if endpoint == request.endpoint:
            title = f"The review: {text.lower()}"
            note(review.submission, OpenedKind.PAGE, title, unless_within=ONE_SITTING)


def _list_views(review: Review) -> list[dict[str, object]]:
    return [
        {
            "text": text,
            "href": url_for(endpoint, review_id=review.id),
            "current": _is_current(endpoint),
        }
        for text, endpoint in VIEWS
        if endpoint in current_app.view_functions
    ]


def _is_current(endpoint: str) -> bool:
    blueprint = endpoint.partition(".")[0]
    if endpoint == STEPS.get(request.endpoint or "", request.endpoint):
        return True
    return blueprint != OWN and blueprint == request.blueprint
