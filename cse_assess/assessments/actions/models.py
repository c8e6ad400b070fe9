"""Improvement actions, what they move, the evidence that closes them, and each step of theirs."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, Numeric, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment, ElementResponse
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.evidence.models import EvidenceItem


class ActionStatus(StrEnum):
    """Where an action stands; what is done or dropped is over."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


OPEN_STATUSES = (ActionStatus.PLANNED, ActionStatus.UNDER_WAY)


class ImprovementAction(Base):
    """Something to be done for a self-assessment.

    `effort_days` is its effort in days of work, None where nobody estimated it yet; `done_on` the
    day on which it was said to be done. `updated_at` moves with its effects too, and with it the
    version.
    """

    __tablename__ = "improvement_action"
    __table_args__ = (
        Index("ix_improvement_action_assessment_id_status", "assessment_id", "status"),
        Index("ix_improvement_action_owner_id_status", "owner_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    title: Mapped[str] = mapped_column(String(200))
    notes: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    due_on: Mapped[date | None]
    effort_days: Mapped[Decimal | None] = mapped_column(Numeric(7, 2))
    status: Mapped[ActionStatus] = mapped_column(String(10), default=ActionStatus.PLANNED)
    done_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    updated_at: Mapped[datetime] = mapped_column(default=now)
    version_id: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    effects: Mapped[list["ActionEffect"]] = relationship(
        back_populates="action", cascade="all, delete-orphan", order_by="ActionEffect.id"
    )

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_open(self) -> bool:
        """Tell whether there is still something to do."""
        return self.status in OPEN_STATUSES

    def is_overdue(self, on: date) -> bool:
        """Tell whether it should have been done before the day `on`."""
        return self.is_open and self.due_on is not None and self.due_on < on


class ActionEffect(Base):
    """An element that an action moves.

    `to_level` is the level that it leads to, None where it helps without changing the level;
    `guidance_points` are the numbers, from 1, of the guidance points that it answers.
    """

    __tablename__ = "action_effect"
    __table_args__ = (UniqueConstraint("action_id", "response_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("improvement_action.id"))
    response_id: Mapped[int] = mapped_column(ForeignKey("element_response.id"), index=True)
    to_level: Mapped[str | None] = mapped_column(String(40))
    guidance_points: Mapped[list[int]] = mapped_column(JSON, default=list)

    action: Mapped[ImprovementAction] = relationship(back_populates="effects")
    response: Mapped[ElementResponse] = relationship()


class ActionEvidence(Base):
    """A piece of evidence that shows that an action was done."""

    __tablename__ = "action_evidence"
    __table_args__ = (UniqueConstraint("action_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("improvement_action.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    item: Mapped[EvidenceItem] = relationship()


class ActionEvent(Base):
    """One step of an action or one note on it: who, when, and in what words."""

    __tablename__ = "action_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("improvement_action.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    step: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(Text, default="")
