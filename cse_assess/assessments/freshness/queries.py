"""Reads what the freshness of a whole library is judged from, in a fixed number of queries."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse, EvidenceLink
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.queries import is_open_to


class DatedItem(NamedTuple):
    """What a list of dates needs of an item; a tuple, because a library has very many."""

    id: int
    title: str
    is_confidential: bool
    evidence_on: date | None
    valid_until: date | None
    owner_id: int | None
    owner_name: str | None


def list_dated_items(
    organisation_id: int,
    viewer: Actor,
    *,
    owner_id: int | None = None,
    used_in: Collection[int] | None = None,
) -> list[DatedItem]:
    """Return the items in use that the viewer may open, by id; narrowed where something is given.

    `used_in` names self-assessments, in one of which the item is linked.
    """
    wanted = (
        select(
            EvidenceItem.id,
            EvidenceItem.title,
            EvidenceItem.is_confidential,
            EvidenceItem.evidence_on,
            EvidenceItem.valid_until,
            EvidenceItem.owner_id,
            User.name,
        )
        .outerjoin(User, User.id == EvidenceItem.owner_id)
        .where(
            EvidenceItem.organisation_id == organisation_id,
            EvidenceItem.withdrawn_at.is_(None),
            is_open_to(viewer),
        )
        .order_by(EvidenceItem.id)
    )
    if owner_id is not None:
        wanted = wanted.where(EvidenceItem.owner_id == owner_id)
    if used_in is not None:
        linked = (
            select(EvidenceLink.item_id)
            .join(EvidenceLink.response)
            .where(EvidenceLink.removed_at.is_(None), ElementResponse.assessment_id.in_(used_in))
        )
        wanted = wanted.where(EvidenceItem.id.in_(linked))
    return [DatedItem._make(row) for row in session.execute(wanted)]


def list_uses(assessment_ids: Collection[int]) -> Iterator[tuple[int, int, str]]:
    """Yield where evidence is used: the item's id, the self-assessment's, the element's code."""
    wanted = (
        select(EvidenceLink.item_id, ElementResponse.assessment_id, ElementResponse.element_code)
        .join(EvidenceLink.response)
        .where(EvidenceLink.removed_at.is_(None), ElementResponse.assessment_id.in_(assessment_ids))
    )
    yield from session.execute(wanted)
