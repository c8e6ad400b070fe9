"""The pages of the assessor's report, on both sides."""

from cse_assess.review.decision.routes import (
    accuracy,
    receiving,
    sections,
    showing,
    signing,
    speaking,
)
from cse_assess.review.decision.routes.blueprints import received, written

BLUEPRINTS = (written, received)

__all__ = [
    "BLUEPRINTS",
    "accuracy",
    "receiving",
    "sections",
    "showing",
    "signing",
    "speaking",
]
