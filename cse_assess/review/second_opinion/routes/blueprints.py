"""The blueprints: the scorer's pages, the organisation's, the review's; and their daily round."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from cse_assess.jobs.rounds import register_round
from cse_assess.review.second_opinion.reminders import ROUND, remind_of_scorings

of_scorer = Blueprint("scoring", __name__)
of_organisation = Blueprint("scorings", __name__)
of_review = Blueprint("second_opinion", __name__)

MINE = "/scorings"
ONE = f"{MINE}/<int:scoring_id>"
INSIDE = "/assessments/<int:assessment_id>/scorings"
INSIDE_ONE = f"{INSIDE}/<int:scoring_id>"

# Before the letters of the day are written.
REMIND_FROM_HOUR = 5


@of_scorer.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_round(app, ROUND, remind_of_scorings, from_hour=REMIND_FROM_HOUR)
