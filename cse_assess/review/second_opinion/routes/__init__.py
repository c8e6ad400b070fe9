"""The pages of blind scorings: the scorer's, the organisation's, and those of the review."""

from cse_assess.review.second_opinion.routes import (
    asking,
    comparing,
    hiding,
    opinion,
    own,
    scoring,
)
from cse_assess.review.second_opinion.routes.blueprints import (
    of_organisation,
    of_review,
    of_scorer,
)

BLUEPRINTS = (of_scorer, of_organisation, of_review)

__all__ = ["BLUEPRINTS", "asking", "comparing", "hiding", "opinion", "own", "scoring"]
