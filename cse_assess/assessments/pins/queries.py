"""Reads of pins, and of the text that they stand in."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import contains_eager, joinedload

from cse_assess.assessments.models import (
    Assessment,
    ElementResponse,
    EvidenceLink,
    PassagePin,
)
from cse_assess.assessments.queries import is_possible_id
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.queries import is_current
from cse_assess.evidence.study.models import StepState
from cse_assess.evidence.study.queries import find_step, list_pages
from cse_assess.evidence.study.steps import TEXT
from cse_assess.reading.document import Page


def get_pin(response: ElementResponse, pin_id: int) -> PassagePin:
    """Return a live pin of an element, with its link and item; raise `NotFound`."""
    if is_possible_id(pin_id):
        found = session.scalars(
            select(PassagePin)
            .join(PassagePin.link)
            .where(PassagePin.id == pin_id, EvidenceLink.response_id == response.id, _is_live())
            .options(
                contains_eager(PassagePin.link).joinedload(EvidenceLink.item),
                joinedload(PassagePin.revision),
            )
        ).one_or_none()
        if found is not None:
            return found
    raise NotFound("There is no such pinned passage here.")


def list_pins_of_item(item_id: int) -> Sequence[PassagePin]:
    """Return every pin of an item in any self-assessment, those taken away too, locked."""
    return session.scalars(
        select(PassagePin)
        .join(PassagePin.link)
        .where(EvidenceLink.item_id == item_id)
        .order_by(PassagePin.id)
        .with_for_update(of=PassagePin)
    ).all()


def list_behind(item_id: int, revision_id: int) -> Sequence[PassagePin]:
    """Return the live pins of an item that were not looked for in a revision, locked.

    Pins in other self-assessments count too; each comes with the element that it proves.
    """
    return session.scalars(
        select(PassagePin)
        .join(PassagePin.link)
        .where(
            EvidenceLink.item_id == item_id,
            PassagePin.checked_revision_id != revision_id,
            _is_live(),
        )
        .options(
            contains_eager(PassagePin.link)
            .joinedload(EvidenceLink.response)
            .joinedload(ElementResponse.assessment)
            .joinedload(Assessment.service)
        )
        .order_by(PassagePin.id)
        .with_for_update(of=PassagePin)
        .execution_options(populate_existing=True)
    ).all()


def list_items_showing(sha256: str) -> Sequence[EvidenceItem]:
    """Return the items whose current revision is this content."""
    return session.scalars(
        select(EvidenceItem)
        .join(EvidenceRevision, EvidenceRevision.item_id == EvidenceItem.id)
        .where(EvidenceRevision.sha256 == sha256, is_current())
        .order_by(EvidenceItem.id)
    ).all()


def read_pages(revision: EvidenceRevision) -> list[Page] | None:
    """Return the text of a revision page by page, or None while it is still to be read.

    A web address, and a file that cannot be read, have no pages.
    """
    if revision.sha256 is None:
        return []
    pages = list_pages(revision.sha256)
    if pages:
        return pages
    step = find_step(revision.sha256, TEXT.name)
    return None if step is None or step.state == StepState.WAITING else []


def find_same_place(link_id: int, revision_id: int, page_number: int, start: int) -> int | None:
    """Return the id of the live pin that begins at this very place, or None."""
    return session.scalars(
        select(PassagePin.id).where(
            PassagePin.link_id == link_id,
            PassagePin.revision_id == revision_id,
            PassagePin.page_number == page_number,
            PassagePin.start == start,
            PassagePin.removed_at.is_(None),
        )
    ).first()


def _is_live() -> ColumnElement[bool]:
    return and_(PassagePin.removed_at.is_(None), EvidenceLink.removed_at.is_(None))
