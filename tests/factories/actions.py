"""Improvement actions through the services, committed."""

from datetime import timedelta

from factories.accounts import actor_of, make_user
from factories.assessments import cse, make_assessment, system_actor

from cse_assess.accounts.models import Role
from cse_assess.assessments.actions import services
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.values import ActionValues, EffectValue
from cse_assess.clock import today
from cse_assess.db import session

TITLE = "Ask complainants what the procedure was like for them"


def make_values(*effects, due_in=None, **values) -> ActionValues:
    """Return what is filled in; an effect is a code, a code and a level, or these and points."""
    due_on = None if due_in is None else today() + timedelta(days=due_in)
    moved = tuple(
        EffectValue(*([effect] if isinstance(effect, str) else effect)) for effect in effects
    )
    return ActionValues(**{"title": TITLE, "due_on": due_on, "effects": moved, **values})


def make_action(assessment=None, *effects, by=None, standard=None, **values) -> ImprovementAction:
    """Add an action by a person, or else by a script; `due_in` counts days from today."""
    assessment = assessment or make_assessment()
    action = services.add_action(
        actor=actor_of(by) if by else system_actor(assessment.service),
        assessment=assessment,
        standard=standard or cse(),
        values=make_values(*effects, **values),
    )
    session.commit()
    return action


def move(action, to, *, by=None, words="Because.") -> ImprovementAction:
    """Move an action to a status."""
    by = by or make_user(Role.LEAD, action.assessment.organisation)
    services.move_action(
        actor=actor_of(by), action=action, version_id=action.version_id, to=to, words=words
    )
    session.commit()
    return action
