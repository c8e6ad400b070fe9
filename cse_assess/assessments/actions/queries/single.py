"""Reads of one action and what belongs to it; each function takes a fixed number of queries."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from cse_assess.assessments.actions.models import (
    ActionEffect,
    ActionEvent,
    ActionEvidence,
    ImprovementAction,
)
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.assessments.queries import is_possible_id
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem


def get_action(action_id: int) -> ImprovementAction:
    """Return an action with what it moves, its self-assessment and people; raise `NotFound`."""
    found = None
    if is_possible_id(action_id):
        found = session.scalar(with_everything().where(ImprovementAction.id == action_id))
    if found is None:
        raise NotFound("There is no such action.")
    return found


def with_everything() -> Select[ImprovementAction]:
    """Return the query of actions with all that a page shows of them, in two more queries."""
    return (
        select(ImprovementAction)
        .join(ImprovementAction.assessment)
        .options(
            contains_eager(ImprovementAction.assessment).options(
                joinedload(Assessment.service), joinedload(Assessment.organisation)
            ),
            joinedload(ImprovementAction.owner),
            selectinload(ImprovementAction.effects).joinedload(ActionEffect.response),
        )
    )


def list_closing_items(action_id: int) -> Sequence[EvidenceItem]:
    """Return the evidence that shows that an action was done, in the order of its adding."""
    wanted = (
        select(EvidenceItem)
        .join(ActionEvidence, ActionEvidence.item_id == EvidenceItem.id)
        .where(ActionEvidence.action_id == action_id)
        .order_by(ActionEvidence.id)
        .options(joinedload(EvidenceItem.owner))
    )
    return session.scalars(wanted).all()


def find_action_evidence(action_id: int, item_id: int) -> ActionEvidence | None:
    """Return the tie between an action and a piece of evidence, or None."""
    if not is_possible_id(item_id):
        return None
    return session.scalar(
        select(ActionEvidence).where(
            ActionEvidence.action_id == action_id, ActionEvidence.item_id == item_id
        )
    )


def list_events(action_id: int) -> Sequence[ActionEvent]:
    """Return the steps of an action and the notes on it, newest first."""
    return session.scalars(
        select(ActionEvent)
        .where(ActionEvent.action_id == action_id)
        .order_by(ActionEvent.id.desc())
    ).all()


def find_last_changer(action_id: int) -> str:
    """Return who took the newest step of an action, by name; empty where nobody did."""
    newest = (
        select(ActionEvent.actor_name)
        .where(ActionEvent.action_id == action_id)
        .order_by(ActionEvent.id.desc())
        .limit(1)
    )
    return session.scalar(newest) or ""


def list_response_ids(assessment_id: int, codes: Collection[str]) -> dict[str, int]:
    """Return the ids of the responses to these elements, by code."""
    wanted = select(ElementResponse.element_code, ElementResponse.id).where(
        ElementResponse.assessment_id == assessment_id, ElementResponse.element_code.in_(codes)
    )
    return {row.element_code: row.id for row in session.execute(wanted)}


def lock_responses_of(action_id: int) -> None:
    """Read the elements that an action moves anew, and keep others from changing them meanwhile."""
    moved = select(ActionEffect.response_id).where(ActionEffect.action_id == action_id)
    session.scalars(
        select(ElementResponse)
        .where(ElementResponse.id.in_(moved))
        .order_by(ElementResponse.position)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def lock_actions(assessment_id: int) -> None:
    """Read a self-assessment's actions anew, and keep others from changing them meanwhile."""
    session.scalars(
        select(ImprovementAction)
        .where(ImprovementAction.assessment_id == assessment_id)
        .order_by(ImprovementAction.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
