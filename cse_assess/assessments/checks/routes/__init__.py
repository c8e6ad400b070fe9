"""The pages of the consistency checks."""

from cse_assess.assessments.checks.routes import pages
from cse_assess.assessments.checks.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "pages"]
