"""Snapshots and carried cycles through the services, committed."""

from factories.assessments import cse, system_actor

from cse_assess.assessments.actions.models import ActionEffect, ImprovementAction
from cse_assess.assessments.models import Assessment, PassagePin, PinState
from cse_assess.assessments.past import services
from cse_assess.assessments.past.models import Snapshot
from cse_assess.assessments.queries import get_response
from cse_assess.db import session
from cse_assess.evidence.queries import get_current_revision


def take_snapshot(assessment: Assessment, name="As sent", *, standard=None, actor=None) -> Snapshot:
    """Take a snapshot of a self-assessment as it stands."""
    snapshot = services.take_snapshot(
        actor=actor or system_actor(assessment.service),
        assessment=assessment,
        standard=standard or cse(),
        name=name,
    )
    session.commit()
    return snapshot


def carry(assessment: Assessment, cycle="Next", *, standard=None, visit_on=None, actor=None):
    """Carry a self-assessment forward into a new cycle, and return the new one."""
    target = services.carry_forward(
        actor=actor or system_actor(assessment.service),
        assessment=assessment,
        standard=standard or cse(),
        cycle=cycle,
        visit_on=visit_on,
    )
    session.commit()
    return target


def plan_action(assessment: Assessment, code: str, title="Ask again", **values):
    """Leave an improvement action for an element."""
    action = ImprovementAction(assessment_id=assessment.id, title=title, **values)
    response = get_response(assessment.id, code)
    action.effects = [ActionEffect(response_id=response.id, to_level="compliant")]
    session.add(action)
    session.commit()
    return action


def pin(link, quotation="What we learned from it", state=PinState.FOUND) -> PassagePin:
    """Pin words of a linked item, found or not."""
    revision = get_current_revision(link.item)
    made = PassagePin(
        link_id=link.id,
        revision_id=revision.id,
        checked_revision_id=revision.id,
        state=state,
        page_number=1,
        start=0,
        quotation=quotation,
    )
    session.add(made)
    session.commit()
    return made
