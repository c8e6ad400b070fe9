"""An action is done: its evidence goes to the elements it moved, whose levels a person confirms."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.actions import raise_level
from cse_assess.assessments.actions import queries
from cse_assess.assessments.actions.models import ActionEffect, ActionStatus, ImprovementAction
from cse_assess.assessments.actions.services import move_action
from cse_assess.assessments.services.guards import begin_writing
from cse_assess.assessments.services.links import attach_items
from cse_assess.assessments.services.responses import ResponseConflict, save_response
from cse_assess.assessments.values import ResponseValues
from cse_assess.errors import Conflict
from cse_assess.standards.structure import Standard


def find_raised_level(standard: Standard, effect: ActionEffect) -> str | None:
    """Return the level to which an effect brings its element, None where it is there already."""
    response = effect.response
    if not standard.find_element(response.element_code) or not standard.find_level(
        effect.to_level or ""
    ):
        return None
    present = response.level if standard.find_level(response.level or "") else None
    raised = raise_level(standard, present, effect.to_level or "")
    return None if raised == present else raised


def finish_action(
    *,
    actor: Actor,
    action: ImprovementAction,
    standard: Standard,
    version_id: int,
    words: str,
    attaches_evidence: bool = False,
    raised: Mapping[str, int] | None = None,
) -> None:
    """Mark an action as done, and do with the elements that it moves what the person ticked.

    With `attaches_evidence`, what closes the action is attached to each of them. `raised` are the
    codes of the elements whose levels are raised now, with the version of each that was on the
    screen. All of it happens or nothing. Raises as `move_action`, `attach_evidence` and
    `save_response` do; a `Conflict` where an element was changed meanwhile.
    """
    begin_writing(actor, action.assessment)
    queries.lock_responses_of(action.id)
    effects = sorted(action.effects, key=lambda effect: effect.response.position)
    if attaches_evidence:
        _attach_evidence(actor, action, effects)
    for effect in effects:
        seen = (raised or {}).get(effect.response.element_code)
        if seen is not None:
            _raise_level(actor, standard, effect, seen)
    move_action(
        actor=actor, action=action, version_id=version_id, to=ActionStatus.DONE, words=words
    )


def _attach_evidence(
    actor: Actor, action: ImprovementAction, effects: Sequence[ActionEffect]
) -> None:
    items = queries.list_closing_items(action.id)
    for effect in effects:
        attach_items(
            actor=actor,
            response=effect.response,
            items=items,
            note=f"Shows what was done: {action.title}",
            points=effect.guidance_points,
        )


def _raise_level(actor: Actor, standard: Standard, effect: ActionEffect, seen: int) -> None:
    level, response = find_raised_level(standard, effect), effect.response
    if level is None:
        return
    try:
        save_response(
            actor=actor,
            response=response,
            standard=standard,
            version_id=seen,
            values=replace(ResponseValues.of(response), level=level),
        )
    except ResponseConflict as conflict:
        raise Conflict(
            f"Somebody changed {response.element_code} while you had this page open, so nothing "
            "was done. See how it stands now, and tick it again."
        ) from conflict
