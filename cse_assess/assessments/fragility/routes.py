"""The page of what hangs on what."""

from flask import Blueprint

from cse_assess.accounts.access import current_actor, requires_member
from cse_assess.analysis.fragility import Fragility, assess_fragility
from cse_assess.assessments import policy
from cse_assess.assessments.forecast.situation import load_situation
from cse_assess.assessments.fragility.seconds import suggest_second_pieces
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import (
    find_plain_standard,
    load_assessment,
    load_standard,
)
from cse_assess.assessments.routes.suggestions import OfferedItem, describe_offer
from cse_assess.clock import today
from cse_assess.standards.structure import Standard

blueprint = Blueprint("fragility", __name__)
BLUEPRINTS = (blueprint,)


@blueprint.get("/assessments/<int:assessment_id>/fragility")
@requires_member
def show(assessment_id: int) -> str:
    """Show what would fall without each piece of evidence, and what might be a second one."""
    assessment = load_assessment(assessment_id)
    standard = load_standard(assessment)
    situation = load_situation(current_actor(), assessment, standard)
    now = today()
    fragility = assess_fragility(
        standard,
        situation.states,
        max(now, assessment.visit_on or now),
        today=now,
        actions=situation.actions,
    )
    return show_view(
        "fragility/show.html",
        assessment,
        standard=standard,
        fragility=fragility,
        offers=_list_offers(assessment, find_plain_standard(assessment) or standard, fragility),
    )


def _list_offers(
    assessment: Assessment, standard: Standard, fragility: Fragility
) -> dict[str, list[OfferedItem]]:
    """Return what is offered by code; nothing to those who could not attach it."""
    actor = current_actor()
    if not policy.can_edit_response(actor, assessment):
        return {}
    found = suggest_second_pieces(actor, assessment, standard, fragility)
    return {
        code: [describe_offer(assessment, each) for each in items] for code, items in found.items()
    }
