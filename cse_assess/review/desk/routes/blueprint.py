"""The blueprint that every page of a review's findings belongs to."""

from flask import Blueprint

blueprint = Blueprint("reviews", __name__)

LIST = "/reviews"
ONE = f"{LIST}/<int:review_id>"
ELEMENT = f"{ONE}/elements/<code>"
