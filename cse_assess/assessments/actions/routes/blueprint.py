"""The blueprint, and what its pages share."""

from typing import cast

from flask import Blueprint, Flask, url_for
from flask.blueprints import BlueprintSetupState

from cse_assess.accounts.access import current_actor
from cse_assess.assessments import policy
from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.feed import list_feed_entries
from cse_assess.assessments.actions.lines import make_lines
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.reminders import ROUND, remind_of_actions
from cse_assess.assessments.routes.loading import load_assessment, load_standard, load_writable
from cse_assess.clock import today
from cse_assess.jobs.rounds import register_round
from cse_assess.notices.feed import register_feed_source

blueprint = Blueprint("actions", __name__)

# Before the letters of the day are written.
REMIND_FROM_HOUR = 5


def load_action(action_id: int) -> ImprovementAction:
    """Return an action that the person may see; raises as `load_assessment` does."""
    action = queries.get_action(action_id)
    load_assessment(action.assessment_id)
    return action


def load_writable_action(action_id: int) -> ImprovementAction:
    """Return an action that the person may change now; raises as `load_writable` does."""
    action = load_action(action_id)
    load_writable(action.assessment_id)
    return action


def url_of(action: ImprovementAction) -> str:
    """Return the address of the action's page."""
    return url_for("actions.show", action_id=action.id)


def vars_of(action: ImprovementAction) -> dict[str, object]:
    """Return what every template about one action is given."""
    standard = load_standard(action.assessment)
    [line] = make_lines([action], standard, today())
    return {
        "line": line,
        "assessment": action.assessment,
        "standard": standard,
        "action_url": url_of(action),
        "can_write": policy.can_edit_response(current_actor(), action.assessment),
    }


@blueprint.record_once
def _register(state: BlueprintSetupState) -> None:
    app = cast(Flask, state.app)
    register_round(app, ROUND, remind_of_actions, from_hour=REMIND_FROM_HOUR)
    register_feed_source(app, list_feed_entries)
