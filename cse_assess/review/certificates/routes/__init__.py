"""The pages of certificates, and of the reviews that fall due while they last."""

from cse_assess.review.certificates.routes import cycles, entering, planning, reading
from cse_assess.review.certificates.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "cycles", "entering", "planning", "reading"]
