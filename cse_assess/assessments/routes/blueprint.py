"""The blueprint that every page of self-assessments belongs to."""

from flask import Blueprint

blueprint = Blueprint("assessments", __name__)
