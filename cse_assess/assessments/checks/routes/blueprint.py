"""The blueprint of the consistency checks."""

from flask import Blueprint

blueprint = Blueprint("checks", __name__)
