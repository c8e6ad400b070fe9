"""Hands out the cards of a visit as a PDF."""

from flask import Blueprint, Response

from cse_assess.accounts.access import signed_in
from cse_assess.clock import LONDON, now
from cse_assess.errors import NotFound
from cse_assess.reports.visit_cards.printing import CardsSubject, print_cards
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.loading import load_review, load_review_standard
from cse_assess.review.visit.cards import make_cards
from cse_assess.review.visit.queries import list_sessions
from cse_assess.standards.structure import Standard
from cse_assess.web.context import current_settings
from cse_assess.web.downloads import send_made_file

blueprint = Blueprint("visit_cards", __name__)

BLUEPRINTS = (blueprint,)


@blueprint.get("/reviews/<int:review_id>/visit/cards.pdf")
@signed_in
def download(review_id: int) -> Response:
    """Print the cards of the visit; raise `NotFound` where no session has one."""
    review = load_review(review_id)
    standard = load_review_standard(review)
    cards = make_cards(list_sessions(review.id), standard)
    if not cards:
        raise NotFound("There are no cards yet: add a session to the plan first.")
    content = print_cards(_describe(review, standard), cards, limits=current_settings().rendering)
    return send_made_file(content, media_type="application/pdf", file_name="visit-cards.pdf")


def _describe(review: Review, standard: Standard) -> CardsSubject:
    assessment = review.assessment
    return CardsSubject(
        organisation=assessment.organisation.name,
        service=assessment.service.name,
        cycle=assessment.cycle,
        language=standard.language,
        made_at=now().astimezone(LONDON),
    )
