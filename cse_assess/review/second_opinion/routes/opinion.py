"""For the assessors of a review: agreement with a second opinion, and what to talk about first."""

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.clock import today
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.second_opinion import queries
from cse_assess.review.second_opinion.parties import REVIEW, list_parties_of_review
from cse_assess.review.second_opinion.routes.blueprints import of_review
from cse_assess.review.second_opinion.routes.comparing import compare_chosen
from cse_assess.review.second_opinion.words import describe_state


@of_review.get("/reviews/<int:review_id>/second-opinion")
@signed_in
def index(review_id: int) -> str:
    """Show who else scored, how far they agree, and where they differ."""
    review, actor = load_review(review_id), current_actor()
    standard = load_review_standard(review)
    parties = list_parties_of_review(actor, review)
    form, comparison = compare_chosen(standard, parties, usual=REVIEW)
    scorings = [
        scoring
        for scoring in queries.list_scorings({review.submission_id})
        if not scoring.is_internal
    ]
    return show_review(
        "second_opinion/opinion.html",
        review,
        standard=standard,
        scorings=[(scoring, describe_state(scoring, today())) for scoring in scorings],
        is_own=actor.user_id == review.assessor_id,
        parties=parties,
        choice=form,
        comparison=comparison,
    )
