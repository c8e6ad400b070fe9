"""Certificates and the reviews that are due while they last."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.desk.models import Review


class Certificate(Base):
    """An award that a certification body gave; the organisation enters what it received.

    `review` is the one whose recommendation it follows, where that was made here.
    """

    __tablename__ = "certificate"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(100), default="")
    awarded_on: Mapped[date]
    ends_on: Mapped[date]
    ended_on: Mapped[date | None]
    ended_reason: Mapped[str] = mapped_column(Text, default="")
    entered_at: Mapped[datetime] = mapped_column(default=now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    review: Mapped[Review | None] = relationship()
    entered_by: Mapped[User | None] = relationship()
    due_reviews: Mapped[list["DueReview"]] = relationship(
        back_populates="certificate", order_by="DueReview.due_on, DueReview.id"
    )

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_ended(self) -> bool:
        """Tell whether it was ended before its time."""
        return self.ended_on is not None


class DueReview(Base):
    """A review that falls due while a certificate lasts.

    `assessment` is the self-assessment that was begun for it, `review` the one that was held;
    `held_on` is the day of one that was held without this program.
    """

    __tablename__ = "due_review"
    __table_args__ = (
        UniqueConstraint("certificate_id", "due_on"),
        UniqueConstraint("assessment_id"),
        UniqueConstraint("review_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    due_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    held_on: Mapped[date | None]
    assessment_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"))
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    certificate: Mapped[Certificate] = relationship(back_populates="due_reviews")
    assessment: Mapped[Assessment | None] = relationship()
    review: Mapped[Review | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def was_held(self) -> bool:
        """Tell whether it was held; a review that was reopened since is not done."""
        return self.held_on is not None or (self.review is not None and self.review.is_signed)
