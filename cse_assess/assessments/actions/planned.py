"""Improvement actions as the arithmetic takes them."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.assessments.actions.models import (
    OPEN_STATUSES,
    ActionEffect,
    ImprovementAction,
)
from cse_assess.assessments.models import ElementResponse
from cse_assess.db import session
from cse_assess.standards.structure import Standard


def list_planned_actions(
    assessment_ids: Collection[int], standard: Standard
) -> dict[int, list[PlannedAction]]:
    """Return the open actions of self-assessments against one standard, by their id, oldest first.

    The key of an action is its id as text. Effects without a level, or on what the standard no
    longer has, are left out. Takes two queries.
    """
    effects = _list_effects(assessment_ids, standard)
    wanted = (
        select(ImprovementAction)
        .where(
            ImprovementAction.assessment_id.in_(assessment_ids),
            ImprovementAction.status.in_(OPEN_STATUSES),
        )
        .order_by(ImprovementAction.id)
    )
    found: dict[int, list[PlannedAction]] = {each: [] for each in assessment_ids}
    for action in session.scalars(wanted):
        found[action.assessment_id].append(_plan(action, effects[action.id]))
    return found


def _list_effects(assessment_ids: Collection[int], standard: Standard) -> dict[int, list[Effect]]:
    wanted = (
        select(ActionEffect.action_id, ElementResponse.element_code, ActionEffect.to_level)
        .join(ActionEffect.response)
        .where(ElementResponse.assessment_id.in_(assessment_ids))
        .order_by(ActionEffect.action_id, ElementResponse.position)
    )
    effects: dict[int, list[Effect]] = defaultdict(list)
    for action_id, code, level in session.execute(wanted):
        if level and standard.find_level(level) and standard.find_element(code):
            effects[action_id].append(Effect(code, level))
    return effects


def _plan(action: ImprovementAction, effects: list[Effect]) -> PlannedAction:
    return PlannedAction(
        key=str(action.id),
        title=action.title,
        effort_days=action.effort_days,
        due_on=action.due_on,
        effects=tuple(effects),
    )
