"""The pages of self-assessments, one module for each seam."""

from cse_assess.assessments.routes import (
    assessors,
    destinations,
    element,
    evidence,
    home,
    overview,
    pages,
    passages,
    pictures,
    settings,
    suggestions,
    transfer,
    usage,
)
from cse_assess.assessments.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = [
    "BLUEPRINTS",
    "assessors",
    "destinations",
    "element",
    "evidence",
    "home",
    "overview",
    "pages",
    "passages",
    "pictures",
    "settings",
    "suggestions",
    "transfer",
    "usage",
]
