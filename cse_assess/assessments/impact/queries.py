"""Which elements a piece of evidence is linked to, and what else they have."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased, contains_eager, selectinload

from cse_assess.assessments.models import Assessment, ElementResponse, EvidenceLink
from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem


@dataclass(frozen=True, slots=True)
class TouchedLink:
    """A live link with its element and pins; `others` is how many other pieces in use it has."""

    link: EvidenceLink
    others: int

    @property
    def response(self) -> ElementResponse:
        """Return the element's response."""
        return self.link.response

    @property
    def assessment(self) -> Assessment:
        """Return the self-assessment that the element belongs to."""
        return self.link.response.assessment


def list_touched(item_id: int) -> list[TouchedLink]:
    """Return the live links of an item: newest self-assessments first, elements in order."""
    other = aliased(EvidenceLink)
    others = (
        select(func.count(other.id))
        .join(EvidenceItem, EvidenceItem.id == other.item_id)
        .where(
            other.response_id == EvidenceLink.response_id,
            other.id != EvidenceLink.id,
            other.removed_at.is_(None),
            EvidenceItem.withdrawn_at.is_(None),
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(EvidenceLink, others)
        .join(EvidenceLink.response)
        .join(ElementResponse.assessment)
        .where(EvidenceLink.item_id == item_id, EvidenceLink.removed_at.is_(None))
        .options(
            contains_eager(EvidenceLink.response)
            .contains_eager(ElementResponse.assessment)
            .joinedload(Assessment.service),
            selectinload(EvidenceLink.pins),
        )
        .order_by(Assessment.id.desc(), ElementResponse.position)
    )
    return [TouchedLink(*row) for row in rows]
