"""The page of a review: every element with both levels, and how far the assessor is."""

from flask import request

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.clock import today
from cse_assess.review.desk import policy, queries
from cse_assess.review.desk.claims import read_claims
from cse_assess.review.desk.deadlines import say_time_left
from cse_assess.review.desk.forms import KIND_TITLES, FilterForm
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.overview import Worked, make_overview
from cse_assess.review.desk.routes.blueprint import ONE, blueprint
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.reading.pieces import Place
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.queries import list_opened_pieces


@blueprint.get(ONE)
@signed_in
def show(review_id: int) -> str:
    """Show the elements by criterion, those that the filters let through."""
    review = load_review(review_id)
    standard, form = load_review_standard(review), FilterForm(request.args)
    form.offer(standard)
    filters = form.read_filters(standard)
    work = Worked(
        claims=read_claims(review),
        findings=queries.load_findings(review.id),
        opened=find_opened(review),
        noted=queries.list_noted_codes(review.id),
    )
    return show_review(
        "reviews/show.html",
        review,
        standard=standard,
        filter_form=form,
        filters=filters,
        overview=make_overview(standard, work, filters),
        newer=find_newer(review),
        has_note="" in work.noted,
        kind=KIND_TITLES[review.kind],
        time_left="" if review.is_signed else say_time_left(review.due_on, today()),
    )


def find_opened(review: Review) -> set[Place]:
    """Return the pieces of evidence that the person has opened, in one query."""
    return list_opened_pieces(review.submission_id, current_actor().user_id)


def find_newer(review: Review) -> Submission | None:
    """Return a later submission that the person can take up, in one query; or None."""
    standing = queries.load_standing([review.assessment_id]).get(review.assessment_id)
    number = standing.number if standing else None
    return standing if policy.can_take_up(current_actor(), review, newest_number=number) else None
