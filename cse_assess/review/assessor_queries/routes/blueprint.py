"""The blueprints of queries, the assessor's and the organisation's, and their daily round."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from cse_assess.jobs.rounds import register_round
from cse_assess.review.assessor_queries.reminders import ROUND, remind_of_queries

asked = Blueprint("assessor_queries", __name__)
received_queries = Blueprint("received_queries", __name__)

ASKED = "/reviews/<int:review_id>/queries"
ONE_ASKED = f"{ASKED}/<int:number>"
RECEIVED = "/assessments/<int:assessment_id>/queries"
ONE_RECEIVED = f"{RECEIVED}/<int:query_id>"
BOTH = ("GET", "POST")

# Before the letters of the day are written.
REMIND_FROM_HOUR = 5


@asked.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_round(app, ROUND, remind_of_queries, from_hour=REMIND_FROM_HOUR)
