"""Reads of evidence as self-assessments use it; each function takes a fixed number of queries."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, joinedload

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.assessments.queries.responses import visible_to
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries import is_current


@dataclass(frozen=True, slots=True)
class LibraryItem:
    """An item of the library with the name of its current file, empty for a web address."""

    item: EvidenceItem
    file_name: str


@dataclass(frozen=True, slots=True)
class LinkedPlace:
    """An element of a self-assessment that an item is linked to."""

    assessment: Assessment
    element_code: str
    note: str


def list_places(item_id: int) -> list[LinkedPlace]:
    """Return where an item is linked: newest self-assessments first, elements in order."""
    wanted = (
        select(EvidenceLink, ElementResponse)
        .join(EvidenceLink.response)
        .join(ElementResponse.assessment)
        .where(EvidenceLink.item_id == item_id, EvidenceLink.removed_at.is_(None))
        .options(contains_eager(EvidenceLink.response))
        .options(joinedload(ElementResponse.assessment).joinedload(Assessment.service))
        .order_by(Assessment.id.desc(), ElementResponse.position)
    )
    return [
        LinkedPlace(response.assessment, response.element_code, link.note)
        for link, response in session.execute(wanted)
    ]


def count_places(item_ids: Collection[int]) -> dict[int, int]:
    """Return to how many elements each item is linked; unlinked ones are missing."""
    wanted = (
        select(EvidenceLink.item_id, func.count())
        .where(EvidenceLink.item_id.in_(item_ids), EvidenceLink.removed_at.is_(None))
        .group_by(EvidenceLink.item_id)
    )
    return dict(session.execute(wanted).all())


def select_linked_item_ids() -> Select[int]:
    """Return a selection of the ids of the items that are linked somewhere."""
    return select(EvidenceLink.item_id).where(EvidenceLink.removed_at.is_(None))


def select_item_ids_of(actor: Actor, standard_id: str, code: str) -> Select[int]:
    """Return a selection of the ids of the items linked to an element that the actor may see."""
    return (
        select(EvidenceLink.item_id)
        .join(EvidenceLink.response)
        .join(ElementResponse.assessment)
        .where(
            EvidenceLink.removed_at.is_(None),
            ElementResponse.element_code == code,
            Assessment.standard_id == standard_id,
            visible_to(actor),
        )
    )


def lock_items(item_ids: Collection[int]) -> None:
    """Keep items from being edited until the transaction ends, before links to them are made."""
    session.execute(
        select(EvidenceItem.id)
        .where(EvidenceItem.id.in_(item_ids))
        .order_by(EvidenceItem.id)
        .with_for_update(read=True, key_share=True)
    ).all()


def list_library(organisation_id: int) -> list[LibraryItem]:
    """Return every item of an organisation, withdrawn ones too, with its current file's name."""
    wanted = (
        select(EvidenceItem, EvidenceRevision.file_name)
        .join(EvidenceRevision, EvidenceRevision.item_id == EvidenceItem.id)
        .where(EvidenceItem.organisation_id == organisation_id, is_current())
        .order_by(EvidenceItem.id)
    )
    return [LibraryItem(item, file_name) for item, file_name in session.execute(wanted)]
