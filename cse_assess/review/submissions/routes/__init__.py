"""The organisation's pages of submissions."""

from cse_assess.review.submissions.routes import reading, submitting
from cse_assess.review.submissions.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "reading", "submitting"]
