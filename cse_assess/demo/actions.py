"""Loads the sample's improvement actions through the services."""

from cse_assess.assessments.actions import services
from cse_assess.assessments.actions.models import ImprovementAction
from cse_assess.assessments.actions.values import ActionValues, EffectValue
from cse_assess.demo.dates import shift_days
from cse_assess.demo.loading import Loading
from cse_assess.demo.story import ActionMove, ActionStory


def add_action(loading: Loading, story: ActionStory) -> None:
    """Add an action as the person who thought of it, and take its steps as those who took them."""
    actor = loading.actors[story.by]
    action = services.add_action(
        actor=actor,
        assessment=loading.assessments[story.service],
        standard=loading.standard,
        values=_make_values(loading, story),
    )
    for key in story.evidence:
        services.add_closing_evidence(actor=actor, action=action, item=loading.items[key])
    for move in story.steps:
        _take_step(loading, action, move)


def _make_values(loading: Loading, story: ActionStory) -> ActionValues:
    return ActionValues(
        title=story.title,
        notes=story.notes,
        owner_id=loading.actors[story.owner].user_id if story.owner else None,
        due_on=shift_days(loading.day, story.due_in_days),
        effort_days=story.effort,
        effects=tuple(EffectValue(each.code, each.to, each.points) for each in story.moves),
    )


def _take_step(loading: Loading, action: ImprovementAction, move: ActionMove) -> None:
    actor = loading.actors[move.by]
    if move.to is None:
        services.note_progress(actor=actor, action=action, words=move.says)
    else:
        services.move_action(
            actor=actor,
            action=action,
            version_id=action.version_id,
            to=move.to,
            words=move.says,
        )
