"""Pages of the reports: ask for one, watch it being made, fetch it."""

from flask import Blueprint

blueprint = Blueprint("reports", __name__)

BLUEPRINTS = (blueprint,)
