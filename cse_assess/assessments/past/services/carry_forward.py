"""The step into the next cycle: a new self-assessment that begins where the last one ended.

Written in bulk, so that it takes about as many statements for fifty pieces of evidence to each
element as for one.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, update

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import policy
from cse_assess.assessments.models import (
    Assessment,
    ElementResponse,
    EvidenceLink,
    PassagePin,
    ResponseChange,
)
from cse_assess.assessments.past.carrying import NO_VERDICTS, Carried, Verdicts, list_carried
from cse_assess.assessments.past.models import CarriedPoint
from cse_assess.assessments.past.services.actions_along import copy_open_actions
from cse_assess.assessments.queries import (
    AssessmentTree,
    LinkedEvidence,
    load_tree,
    lock_items,
)
from cse_assess.assessments.readiness import freshness_rule
from cse_assess.assessments.services.guards import record
from cse_assess.assessments.services.life import create_assessment
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotAllowed
from cse_assess.standards.structure import Standard

PIN_FIELDS = (
    "revision_id",
    "checked_revision_id",
    "state",
    "page_number",
    "start",
    "quotation",
    "prefix",
    "suffix",
    "guidance_point",
    "note",
    "created_by_id",
    "created_at",
)


def carry_forward(
    *,
    actor: Actor,
    assessment: Assessment,
    standard: Standard,
    cycle: str,
    visit_on: date | None,
    verdicts: Verdicts = NO_VERDICTS,
) -> Assessment:
    """Begin the next cycle of a service with what it says in this one, which stays as it is.

    Levels are to be confirmed; texts, owners, evidence with its pins, and open actions come along,
    withdrawn evidence does not. What has to be looked at again is on the carry-forward list, also
    by the `verdicts` of an assessor.
    Raises `NotAllowed`, and `DomainError` for a cycle that is empty, too long or already there.
    """
    if not policy.can_manage_assessment(actor, assessment):
        raise NotAllowed("Only a lead or an administrator can do this.")
    # Whoever writes in it holds its row shared: this waits for them, and they for this.
    session.refresh(assessment, with_for_update={"of": Assessment})
    source = load_tree(assessment.id)
    target = create_assessment(
        actor=actor, service=assessment.service, standard=standard, cycle=cycle, visit_on=visit_on
    )
    target.carried_from_id = assessment.id
    target.wording = assessment.wording
    session.flush()
    counts = _carry(actor, source, target, standard, verdicts)
    record(actor, target, AuditAction.ASSESSMENT_CARRIED, {**_name(assessment), **counts})
    return target


def _name(assessment: Assessment) -> dict[str, Any]:
    return {"source": assessment.id, "source_cycle": assessment.cycle}


def _carry(
    actor: Actor,
    source: AssessmentTree,
    target: Assessment,
    standard: Standard,
    verdicts: Verdicts,
) -> dict[str, int]:
    """Fill the new self-assessment; return how much of each kind came along."""
    response_ids = {response.element_code: response.id for response in target.responses}
    carried = [each for each in source.responses if each.element_code in response_ids]
    _copy_responses(carried, response_ids)
    links = _copy_links(actor, source, carried, response_ids)
    pins = _copy_pins(source, carried, links)
    _note_in_histories(actor, source, carried, response_ids)
    actions, points = copy_open_actions(actor, source.assessment, target, response_ids)
    rule = freshness_rule(target, standard)
    own = [
        point
        for response in carried
        for point in list_carried(standard, response, source.evidence_of(response), rule)
    ]
    judged = [each for each in verdicts.stand_before(own) if each.code in response_ids]
    points = [*judged, *points]
    _add_points(target, points)
    session.expire_all()
    return {
        "elements": len(carried),
        "links": len(links),
        "pins": pins,
        "actions": actions,
        "points": len(points),
    }


def _copy_responses(carried: Iterable[ElementResponse], response_ids: dict[str, int]) -> None:
    table = cast(Table, ElementResponse.__table__)
    names = ("carried_level", "level_reason", "justification", "tell", "owner_id")
    rows = [
        {
            "response_id": response_ids[response.element_code],
            "new_carried_level": response.level,
            **{f"new_{name}": getattr(response, name) for name in names[1:]},
        }
        for response in carried
    ]
    session.connection().execute(
        update(table)
        .where(table.c.id == bindparam("response_id"))
        .values({name: bindparam(f"new_{name}") for name in names}),
        rows,
    )


def _list_kept(
    source: AssessmentTree, carried: Iterable[ElementResponse]
) -> list[tuple[str, LinkedEvidence]]:
    """Return the evidence that comes along, by the code of its element."""
    return [
        (response.element_code, linked)
        for response in carried
        for linked in source.evidence_of(response)
        if linked.counts
    ]


def _copy_links(
    actor: Actor,
    source: AssessmentTree,
    carried: Sequence[ElementResponse],
    response_ids: dict[str, int],
) -> dict[tuple[str, int], int]:
    """Return the ids of the new links by the code of the element and the id of the item."""
    kept = _list_kept(source, carried)
    if not kept:
        return {}
    lock_items({linked.item.id for _, linked in kept})
    rows = [
        {
            "response_id": response_ids[code],
            "item_id": linked.item.id,
            "note": linked.link.note,
            "guidance_points": linked.link.guidance_points,
            "proof_kinds": linked.link.proof_kinds,
            "created_by_id": actor.user_id,
        }
        for code, linked in kept
    ]
    codes = {response_id: code for code, response_id in response_ids.items()}
    wanted = insert(EvidenceLink).returning(
        EvidenceLink.response_id, EvidenceLink.item_id, EvidenceLink.id
    )
    return {
        (codes[response_id], item_id): link_id
        for response_id, item_id, link_id in session.execute(wanted, rows)
    }


def _copy_pins(
    source: AssessmentTree,
    carried: Sequence[ElementResponse],
    links: dict[tuple[str, int], int],
) -> int:
    rows = [
        {
            "link_id": links[code, linked.item.id],
            **{name: getattr(pin, name) for name in PIN_FIELDS},
        }
        for code, linked in _list_kept(source, carried)
        for pin in linked.link.pins
    ]
    if rows:
        session.execute(insert(PassagePin), rows)
    return len(rows)


def _note_in_histories(
    actor: Actor,
    source: AssessmentTree,
    carried: Iterable[ElementResponse],
    response_ids: dict[str, int],
) -> None:
    at, words = now(), f"From {source.assessment.cycle}"
    session.execute(
        insert(ResponseChange),
        [
            {
                "response_id": response_ids[response.element_code],
                "at": at,
                "actor_id": actor.user_id,
                "actor_name": actor.name,
                "field": "carried",
                "after": words,
            }
            for response in carried
        ],
    )


def _add_points(target: Assessment, points: Iterable[Carried]) -> None:
    rows = [
        {
            "assessment_id": target.id,
            "element_code": point.code,
            "reason": point.reason,
            "words": point.words,
            "item_id": point.item_id,
        }
        for point in points
    ]
    if rows:
        session.execute(insert(CarriedPoint), rows)
