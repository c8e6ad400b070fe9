"""Closes to a scorer what tells others' levels, for as long as they have a scoring in hand."""

from flask import request

from cse_assess.accounts.access import find_actor
from cse_assess.errors import NotAllowed
from cse_assess.ids import is_possible_id
from cse_assess.review.second_opinion.queries import is_scoring
from cse_assess.review.second_opinion.routes.blueprints import of_scorer

HIDING = frozenset({"received_paper", "received_report"})
"""Blueprints of which every page tells what an assessor gave."""

HIDDEN = frozenset(
    {
        "certificates.begin",
        "certificates.due_review",
        "certificates.renew",
        "certificates.renewal",
    }
)
"""Pages of others that do."""

BLIND = (
    "You are scoring a submission of this self-assessment without knowing the levels of others, "
    "and this page tells them. Finish your scoring or give it up first."
)


@of_scorer.before_app_request
def hide_levels() -> None:
    """Raise `NotAllowed` for a page that tells levels, where the person scores them blind."""
    if not _tells_levels():
        return
    actor, assessment_id = find_actor(), (request.view_args or {}).get("assessment_id", 0)
    if actor is None or not is_possible_id(assessment_id):
        return
    if is_scoring(actor.user_id, assessment_id):
        raise NotAllowed(BLIND)


def _tells_levels() -> bool:
    return request.blueprint in HIDING or request.endpoint in HIDDEN
