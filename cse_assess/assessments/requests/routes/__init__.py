"""The pages of requests for evidence, one module for each side."""

from cse_assess.assessments.requests.routes import answering, asking, deciding, reading
from cse_assess.assessments.requests.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "answering", "asking", "deciding", "reading"]
