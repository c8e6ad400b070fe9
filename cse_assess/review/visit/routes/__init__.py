"""The pages of a visit: the assessor's, and the one plan that the organisation sees."""

from cse_assess.review.visit.routes import (
    layout,
    note_changes,
    notes,
    planning,
    questions,
    reading,
    received,
    sharing,
)
from cse_assess.review.visit.routes.blueprint import blueprint

BLUEPRINTS = (blueprint, received.blueprint)

__all__ = [
    "BLUEPRINTS",
    "layout",
    "note_changes",
    "notes",
    "planning",
    "questions",
    "reading",
    "received",
    "sharing",
]
