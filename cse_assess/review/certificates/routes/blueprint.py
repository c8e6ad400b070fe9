"""The blueprint that every page of certificates belongs to, with its round and its calendar."""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from cse_assess.jobs.rounds import register_round
from cse_assess.notices.feed import register_feed_source
from cse_assess.review.certificates.feed import list_feed_entries
from cse_assess.review.certificates.reminders import ROUND, remind_of_certificates

blueprint = Blueprint("certificates", __name__)

LIST = "/assessments/<int:assessment_id>/certificate"
ONE = f"{LIST}/<int:certificate_id>"
DUE = f"{ONE}/reviews/<int:due_id>"

# Before the letters of the day are written.
REMIND_FROM_HOUR = 5


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_round(app, ROUND, remind_of_certificates, from_hour=REMIND_FROM_HOUR)
    register_feed_source(app, list_feed_entries)
