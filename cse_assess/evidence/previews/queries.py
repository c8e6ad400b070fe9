"""Which contents pictures are made of, and which revision of an item holds a content."""

from collections.abc import Sequence

from sqlalchemy import select

from cse_assess.db import session
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision
from cse_assess.evidence.study.models import StepState, StoredFile, StudyStep
from cse_assess.reading.drawing.drawer import DRAWABLE

PREVIEWS_STEP = "previews"


def list_revisions_of_content(item: EvidenceItem, sha256: str) -> Sequence[EvidenceRevision]:
    """Return the revisions of `item` that hold the content, the latest first."""
    return session.scalars(
        select(EvidenceRevision)
        .where(EvidenceRevision.item_id == item.id, EvidenceRevision.sha256 == sha256)
        .order_by(EvidenceRevision.number.desc())
    ).all()


def list_drawn() -> Sequence[str]:
    """Return the hashes of all contents whose first pages were drawn once, the latest first."""
    return session.scalars(
        select(StoredFile.sha256)
        .join(StudyStep, StudyStep.sha256 == StoredFile.sha256)
        .where(
            StudyStep.step == PREVIEWS_STEP,
            StudyStep.state == StepState.DONE,
            StoredFile.suffix.in_(DRAWABLE),
        )
        .order_by(StoredFile.stored_at.desc(), StoredFile.sha256)
    ).all()
