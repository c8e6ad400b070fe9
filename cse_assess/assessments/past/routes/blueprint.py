"""The blueprint that every page of the past belongs to."""

from flask import Blueprint

blueprint = Blueprint("past", __name__)

OF_ASSESSMENT = "/assessments/<int:assessment_id>"
