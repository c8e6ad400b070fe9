"""The blueprints: the scorer's own pages, those of the organisation, and the review's."""

from flask import Blueprint

of_scorer = Blueprint("scoring", __name__)
of_organisation = Blueprint("scorings", __name__)
of_review = Blueprint("second_opinion", __name__)

MINE = "/scorings"
ONE = f"{MINE}/<int:scoring_id>"
INSIDE = "/assessments/<int:assessment_id>/scorings"
INSIDE_ONE = f"{INSIDE}/<int:scoring_id>"
