"""The pages of the evidence library."""

from cse_assess.evidence.routes import adding, changing, library
from cse_assess.evidence.routes.blueprint import blueprint

__all__ = ["BLUEPRINTS", "adding", "changing", "library"]

BLUEPRINTS = (blueprint,)
