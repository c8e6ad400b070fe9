"""The pages of the past: history, snapshots, comparison, and the step into the next cycle."""

from cse_assess.assessments.past.routes import carrying, comparing, reading, snapshots
from cse_assess.assessments.past.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "carrying", "comparing", "reading", "snapshots"]
