"""The pages of a submission for those who read it from outside."""

from cse_assess.review.reading.routes import evidence, pages
from cse_assess.review.reading.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "evidence", "pages"]
