"""The pages of take-away sheets, one module for each way."""

from cse_assess.assessments.takeaway.routes import making, returning
from cse_assess.assessments.takeaway.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "making", "returning"]
