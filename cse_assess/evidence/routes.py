"""The pages of the evidence library."""

from flask import Blueprint

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")

BLUEPRINTS = (blueprint,)
