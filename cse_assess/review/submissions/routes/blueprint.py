"""The blueprint that every page of submissions belongs to."""

from flask import Blueprint

blueprint = Blueprint("submissions", __name__)

LIST = "/assessments/<int:assessment_id>/submissions"
ONE = f"{LIST}/<int:number>"
