"""Scorings of a submission by somebody who does not see what others scored."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.submissions.models import Submission


class ScorerKind(StrEnum):
    """From which side a scorer comes."""

    ASSESSOR = "assessor"
    INTERNAL = "internal"


class Scoring(Base):
    """One person's blind scoring of a submission; finished, it cannot be changed any more.

    Somebody within the organisation is asked for it by `asked_by`, until and including the day
    `until`; an assessor begins their own. One that was given up stays, without its scores, so that
    nobody scores what they may have seen the levels of meanwhile.
    """

    __tablename__ = "scoring"
    __table_args__ = (UniqueConstraint("submission_id", "scorer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    scorer_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    until: Mapped[date | None]
    finished_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    version_id: Mapped[int] = mapped_column(default=1)

    submission: Mapped[Submission] = relationship()
    scorer: Mapped[User] = relationship(foreign_keys=[scorer_id])
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_finished(self) -> bool:
        """Tell whether the scorer is done, and so may see what others scored."""
        return self.finished_at is not None

    @property
    def is_in_hand(self) -> bool:
        """Tell whether it is neither finished nor given up."""
        return self.finished_at is None and self.given_up_at is None

    @property
    def is_internal(self) -> bool:
        """Tell whether the organisation asked one of its own people for it."""
        return self.kind == ScorerKind.INTERNAL


class Score(Base):
    """The level that a scorer gives an element, and why."""

    __tablename__ = "score"
    __table_args__ = (UniqueConstraint("scoring_id", "element_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scoring_id: Mapped[int] = mapped_column(ForeignKey("scoring.id"), index=True)
    element_code: Mapped[str] = mapped_column(String(30))
    level: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(Text, default="")
    scored_at: Mapped[datetime] = mapped_column(default=now, onupdate=now)
    version_id: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version_id}
