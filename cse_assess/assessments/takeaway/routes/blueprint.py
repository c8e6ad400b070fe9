"""The blueprint, and what its pages share."""

from flask import Blueprint, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.policy import can_edit_response
from cse_assess.assessments.routes.loading import load_assessment, load_writable
from cse_assess.assessments.takeaway import queries
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn

blueprint = Blueprint("takeaway", __name__)


def load_take_away(take_away_id: int) -> TakeAway:
    """Return a sheet that the person may see; raises as `load_assessment` does."""
    take_away = queries.get_take_away(take_away_id)
    load_assessment(take_away.assessment_id)
    return take_away


def load_own_take_away(take_away_id: int) -> TakeAway:
    """Return a sheet with which the person may do something; raises as `load_writable` does."""
    take_away = load_take_away(take_away_id)
    load_writable(take_away.assessment_id)
    return take_away


def load_return(return_id: int) -> TakeAwayReturn:
    """Return a file that came back and that the person may merge; raises as `load_writable`."""
    returned = queries.get_return(return_id)
    load_own_take_away(returned.take_away_id)
    return returned


def url_of(take_away: TakeAway) -> str:
    """Return the address of the sheet's page."""
    return url_for("takeaway.show", take_away_id=take_away.id)


def can_merge(take_away: TakeAway) -> bool:
    """Tell whether the person may do something with the sheet, and it is not ended."""
    return not take_away.is_ended and can_edit_response(current_actor(), take_away.assessment)
