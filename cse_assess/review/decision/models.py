"""The assessor's report, what the organisation says of its facts, and who signed it."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.desk.models import Review


class Recommendation(StrEnum):
    """What the assessor recommends."""

    AWARD = "award"
    AWARD_WITH_CONDITIONS = "award_with_conditions"
    NOT_YET = "not_yet"


class ReportSection(Base):
    """A section of the report that the assessor wrote or changed; `key` says which.

    A section without a row stands as it is drafted from the findings. `choice` is what was decided
    where the section is a decision. `draft_sha256` is the hash of the draft that the writer had
    before them: where the findings lead to another one by now, the writer is told.
    """

    __tablename__ = "report_section"
    __table_args__ = (UniqueConstraint("review_id", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    key: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    choice: Mapped[str] = mapped_column(String(40), default="")
    draft_sha256: Mapped[str] = mapped_column(String(64), default="")
    edited_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    edited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    edited_by: Mapped[User | None] = relationship()

    __mapper_args__ = {"version_id_col": version_id}


class AccuracyRound(Base):
    """A time in which the organisation reads the draft and says which facts are not right.

    `until` is the last day on which it may. `nothing_at` is when it said that nothing is to be
    corrected. A round is over when the assessor closes it.
    """

    __tablename__ = "accuracy_round"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    number: Mapped[int]
    until: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime] = mapped_column(default=now)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    nothing_at: Mapped[datetime | None]
    nothing_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    nothing_by: Mapped[User | None] = relationship(foreign_keys=[nothing_by_id])

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_over(self) -> bool:
        """Tell whether the assessor has closed it."""
        return self.closed_at is not None


class AccuracyPoint(Base):
    """What the organisation says is not right in the draft, and the assessor's answer.

    It is about a section, about an element, or about the report as a whole.
    """

    __tablename__ = "accuracy_point"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("accuracy_round.id"), index=True)
    number: Mapped[int]
    section_key: Mapped[str] = mapped_column(String(40), default="")
    element_code: Mapped[str] = mapped_column(String(30), default="")
    text: Mapped[str] = mapped_column(Text)
    raised_at: Mapped[datetime] = mapped_column(default=now)
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    is_accepted: Mapped[bool | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship()
    round: Mapped[AccuracyRound] = relationship()
    raised_by: Mapped[User | None] = relationship(foreign_keys=[raised_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the organisation took it back."""
        return self.withdrawn_at is not None

    @property
    def is_waiting(self) -> bool:
        """Tell whether the assessor has still to answer it."""
        return self.answered_at is None and not self.is_withdrawn


class SignOff(Base):
    """A signature under a review: who, when, what was recommended and what the report said.

    `content` is the whole report as it was signed and `sha256` its hash, which the audit chain
    holds too. Only the reopening is written afterwards.
    """

    __tablename__ = "sign_off"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    number: Mapped[int]
    recommendation: Mapped[str] = mapped_column(String(40))
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    signed_name: Mapped[str] = mapped_column(String(200))
    signed_at: Mapped[datetime] = mapped_column(default=now)
    signed_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reopened_reason: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship()
    signed_by: Mapped[User] = relationship(foreign_keys=[signed_by_id])
    reopened_by: Mapped[User | None] = relationship(foreign_keys=[reopened_by_id])

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_standing(self) -> bool:
        """Tell whether it still locks the review."""
        return self.reopened_at is None
