"""Open improvement actions come along into the next cycle; the old ones stay as they are."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.actions.models import (
    OPEN_STATUSES,
    ActionEffect,
    ActionEvent,
    ActionEvidence,
    ImprovementAction,
)
from cse_assess.assessments.actions.steps import ActionStep
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.carrying import Carried, CarryReason
from cse_assess.db import session

FIELDS = ("title", "notes", "owner_id", "due_on", "effort_days", "status")


def copy_open_actions(
    actor: Actor, source: Assessment, target: Assessment, response_ids: dict[str, int]
) -> tuple[int, list[Carried]]:
    """Copy what is still to be done; return how many actions, and a point for each element of them.

    `response_ids` are those of the new self-assessment, by element code. An action without any
    element comes along without a point. Takes a fixed number of statements.
    """
    pairs = [(each, _copy(actor, each, target)) for each in _list_open(source.id)]
    session.add_all(copy for _, copy in pairs)
    session.flush()
    evidence = _list_evidence([action.id for action, _ in pairs])
    copy_ids = {action.id: copy.id for action, copy in pairs}
    session.add_all(
        [
            *(effect for pair in pairs for effect in _copy_effects(*pair, response_ids)),
            *(_copy_evidence(each, copy_ids[each.action_id]) for each in evidence),
            *(_note(actor, source, copy) for _, copy in pairs),
        ]
    )
    session.flush()
    return len(pairs), [point for action, _ in pairs for point in _points_of(action, response_ids)]


def _list_open(assessment_id: int) -> Sequence[ImprovementAction]:
    wanted = (
        select(ImprovementAction)
        .where(
            ImprovementAction.assessment_id == assessment_id,
            ImprovementAction.status.in_(OPEN_STATUSES),
        )
        .options(selectinload(ImprovementAction.effects).joinedload(ActionEffect.response))
        .order_by(ImprovementAction.id)
    )
    return session.scalars(wanted).all()


def _list_evidence(action_ids: Sequence[int]) -> Sequence[ActionEvidence]:
    wanted = select(ActionEvidence).where(ActionEvidence.action_id.in_(action_ids))
    return session.scalars(wanted.order_by(ActionEvidence.id)).all()


def _copy(actor: Actor, action: ImprovementAction, target: Assessment) -> ImprovementAction:
    return ImprovementAction(
        assessment_id=target.id,
        created_by_id=actor.user_id,
        **{name: getattr(action, name) for name in FIELDS},
    )


def _copy_effects(
    action: ImprovementAction, copy: ImprovementAction, response_ids: dict[str, int]
) -> Iterator[ActionEffect]:
    for effect in action.effects:
        if effect.response.element_code in response_ids:
            yield ActionEffect(
                action_id=copy.id,
                response_id=response_ids[effect.response.element_code],
                to_level=effect.to_level,
                guidance_points=list(effect.guidance_points),
            )


def _copy_evidence(evidence: ActionEvidence, action_id: int) -> ActionEvidence:
    return ActionEvidence(
        action_id=action_id,
        item_id=evidence.item_id,
        added_at=evidence.added_at,
        added_by_id=evidence.added_by_id,
    )


def _note(actor: Actor, source: Assessment, copy: ImprovementAction) -> ActionEvent:
    return ActionEvent(
        action_id=copy.id,
        actor_id=actor.user_id,
        actor_name=actor.name,
        step=ActionStep.ADD,
        words=f"Carried from {source.cycle}",
    )


def _points_of(action: ImprovementAction, response_ids: dict[str, int]) -> Iterator[Carried]:
    for effect in action.effects:
        code = effect.response.element_code
        if code in response_ids:
            yield Carried(code, CarryReason.OPEN_ACTION, action.title)
