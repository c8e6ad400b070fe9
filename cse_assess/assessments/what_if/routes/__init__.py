"""The pages of what if."""

from cse_assess.assessments.what_if.routes import pages
from cse_assess.assessments.what_if.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "pages"]
