"""A review, what the assessor finds on each element, and their confidential notes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.submissions.models import Submission


class ReviewKind(StrEnum):
    """What a review is for."""

    FIRST = "first"
    ANNUAL = "annual"
    RENEWAL = "renewal"


class ReviewState(StrEnum):
    """Where a review stands: in work, its draft with the organisation, or signed and locked."""

    OPEN = "open"
    ACCURACY = "accuracy"
    SIGNED = "signed"


class Review(Base):
    """An assessor's work on a self-assessment, from the first look to the signature.

    `number` counts from 1 within the self-assessment. `submission` is the one that it works on now;
    the assessor takes up a later one by their own step. `assessor` writes the findings. `due_on`
    is the day by which the desktop review is to be done. `testers_required` is how many people
    have to have scored before it can be signed (DOMAIN, life of a certificate; a setting of the
    standard). A signed review is locked until it is reopened.
    """

    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("assessment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20), default=ReviewKind.FIRST)
    state: Mapped[str] = mapped_column(String(20), default=ReviewState.OPEN)
    assessor_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    testers_required: Mapped[int] = mapped_column(default=1)
    due_on: Mapped[date | None]
    opened_at: Mapped[datetime] = mapped_column(default=now)
    plan_shared_at: Mapped[datetime | None]
    accuracy_sent_at: Mapped[datetime | None]
    accuracy_until: Mapped[date | None]
    signed_at: Mapped[datetime | None]
    version_id: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    submission: Mapped[Submission] = relationship()
    assessor: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_signed(self) -> bool:
        """Tell whether it is signed, and so locked."""
        return self.state == ReviewState.SIGNED

    @property
    def is_open(self) -> bool:
        """Tell whether findings can be written now."""
        return self.state == ReviewState.OPEN


class Finding(Base):
    """What the assessor finds on one element: their own level and what goes into the report.

    `comment`, `strength`, `improvement` and `partial` are for the organisation once the report is;
    `to_see` is what to see or ask on the visit. `is_done` is the assessor's tick. `tested_by` last
    set the level.
    """

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("review_id", "element_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    element_code: Mapped[str] = mapped_column(String(30))
    level: Mapped[str | None] = mapped_column(String(40))
    comment: Mapped[str] = mapped_column(Text, default="")
    strength: Mapped[str] = mapped_column(Text, default="")
    improvement: Mapped[str] = mapped_column(Text, default="")
    partial: Mapped[str] = mapped_column(Text, default="")
    to_see: Mapped[str] = mapped_column(Text, default="")
    is_done: Mapped[bool] = mapped_column(default=False)
    is_in_sample: Mapped[bool] = mapped_column(default=False)
    tested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    version_id: Mapped[int] = mapped_column(default=1)

    tested_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}


class ConfidentialNote(Base):
    """What only assessors of this review ever read; on one element, or on the whole.

    It is kept apart from the findings so that no query of the organisation's side comes near it.
    """

    __tablename__ = "confidential_note"
    __table_args__ = (UniqueConstraint("review_id", "element_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    element_code: Mapped[str] = mapped_column(String(30), default="")
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    updated_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    version_id: Mapped[int] = mapped_column(default=1)

    written_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version_id}
