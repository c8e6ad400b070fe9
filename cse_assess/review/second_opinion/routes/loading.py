"""What every page of a scoring begins with: the scoring, if it is the person's own."""

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.routes.loading import folders
from cse_assess.assessments.wording import standard_for
from cse_assess.clock import today
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.review.second_opinion import policy, queries
from cse_assess.review.second_opinion.models import Scoring
from cse_assess.review.second_opinion.words import explain_closed
from cse_assess.standards.structure import Standard


def load_own_scoring(scoring_id: int) -> Scoring:
    """Return the person's own scoring in whatever state; raise `NotFound` for any other."""
    scoring = queries.get_scoring(scoring_id)
    if not policy.is_scorer(current_actor(), scoring):
        raise NotFound(queries.NO_SCORING)
    return scoring


def load_open_scoring(scoring_id: int) -> Scoring:
    """Return the person's own scoring to write in; raise `NotAllowed` with the reason otherwise."""
    scoring = load_own_scoring(scoring_id)
    if not policy.can_score(current_actor(), scoring, on=today()):
        raise NotAllowed(explain_closed(scoring, today()))
    return scoring


def load_scored_standard(scoring: Scoring) -> Standard:
    """Return the standard in the wording that the self-assessment shows; raise `NotFound`."""
    return standard_for(scoring.submission.assessment, folders=folders())
