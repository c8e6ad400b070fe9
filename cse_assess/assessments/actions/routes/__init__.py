"""The pages of improvement actions, one module for each thing that is done with them."""

from cse_assess.assessments.actions.routes import (
    closing,
    moving,
    reading,
    transfer,
    writing,
)
from cse_assess.assessments.actions.routes.blueprint import blueprint

BLUEPRINTS = (blueprint,)

__all__ = ["BLUEPRINTS", "closing", "moving", "reading", "transfer", "writing"]
