"""The pages of self-assessments, one module for each seam."""

from cse_assess.assessments.routes import (
    assessors,
    element,
    evidence,
    home,
    overview,
    settings,
    transfer,
    usage,
)
from cse_assess.assessments.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = [
    "BLUEPRINTS",
    "assessors",
    "element",
    "evidence",
    "home",
    "overview",
    "settings",
    "transfer",
    "usage",
]
