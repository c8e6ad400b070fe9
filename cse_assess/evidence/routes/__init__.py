"""The pages of the evidence library."""

from cse_assess.evidence.routes import adding, bulk, changing, library, pages, pictures, replacing
from cse_assess.evidence.routes.blueprint import blueprint

__all__ = ["BLUEPRINTS", "adding", "bulk", "changing", "library", "pages", "pictures", "replacing"]

BLUEPRINTS = (blueprint,)
