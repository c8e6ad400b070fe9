"""Submissions; triggers in the database refuse to change what was submitted, or to delete it."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.models import Snapshot
from cse_assess.clock import now
from cse_assess.db import Base


class Submission(Base):
    """A self-assessment as it went to the assessor: a snapshot, and the files that belong to it.

    `number` counts from 1 within the self-assessment and is never given again. `manifest` has a
    line for the snapshot's content and one for each file (`submissions.manifest`); `sha256` is its
    hash, which the audit chain holds too. A withdrawn submission stays on record.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    number: Mapped[int]
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshot.id"), unique=True)
    manifest: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(Text, default="")
    submitted_at: Mapped[datetime] = mapped_column(default=now)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    snapshot: Mapped[Snapshot] = relationship()
    submitted_by: Mapped[User | None] = relationship(foreign_keys=[submitted_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether it was taken back, so that no assessor works on it any more."""
        return self.withdrawn_at is not None
