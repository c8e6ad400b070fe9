"""The blueprint that every page of a submission belongs to."""

from flask import Blueprint

blueprint = Blueprint("submitted", __name__)

ONE = "/submitted/<int:submission_id>"
ELEMENT = f"{ONE}/elements/<code>"
PIECE = f"{ONE}/evidence/<int:item_id>/<int:number>"
