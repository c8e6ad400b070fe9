"""The pages of reviews: the list, the elements and what was found on each."""

from cse_assess.review.desk.routes import changing, element, evidence, notes, reading, work
from cse_assess.review.desk.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "changing", "element", "evidence", "notes", "reading", "work"]
