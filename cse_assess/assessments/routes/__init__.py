"""The pages of self-assessments, one module for each seam."""

from flask import Blueprint

blueprint = Blueprint("assessments", __name__)

BLUEPRINTS = (blueprint,)
