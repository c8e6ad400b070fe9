"""Named snapshots of a self-assessment, and what was carried from one cycle into the next."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.evidence.models import EvidenceItem


class Snapshot(Base):
    """A self-assessment as it stood at a moment, under a name; `content` never changes.

    `sha256` is the hash of the content (`content.hash_content`), which the audit chain holds too.
    """

    __tablename__ = "snapshot"
    __table_args__ = (UniqueConstraint("assessment_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    name: Mapped[str] = mapped_column(String(100))
    taken_at: Mapped[datetime] = mapped_column(default=now)
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)

    assessment: Mapped[Assessment] = relationship()
    taken_by: Mapped[User | None] = relationship()


class CarriedPoint(Base):
    """Something of the cycle before that is to be looked at again in this one.

    `reason` is a value of `past.carrying.CarryReason`; `words` says it as it stood then. Where it
    is about a piece of evidence, that is `item_id`, and not everybody may read the words.
    """

    __tablename__ = "carried_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    element_code: Mapped[str] = mapped_column(String(30))
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
    item_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_item.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_words: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    item: Mapped[EvidenceItem | None] = relationship()
    settled_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}
