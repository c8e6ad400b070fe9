"""Requests for evidence, what was sent in for them, and each step of their lives."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.requests.states import WITH_THE_ASKED, RequestState
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.evidence.models import EvidenceItem


class EvidenceRequest(Base):
    """One person asks another for evidence for an element, by a day, in words of what is wanted."""

    __tablename__ = "evidence_request"
    __table_args__ = (Index("ix_evidence_request_asked_id_state", "asked_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("element_response.id"), index=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    wanted: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    state: Mapped[RequestState] = mapped_column(String(10), default=RequestState.ASKED)
    created_at: Mapped[datetime] = mapped_column(default=now)
    version_id: Mapped[int] = mapped_column(default=1)

    response: Mapped[ElementResponse] = relationship()
    asked: Mapped[User] = relationship(foreign_keys=[asked_id])
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])

    __mapper_args__ = {"version_id_col": version_id}

    def is_overdue(self, on: date) -> bool:
        """Tell whether the asked person should have answered before the day `on`."""
        return self.state in WITH_THE_ASKED and self.due_on < on


class EvidenceRequestItem(Base):
    """A piece of the library that is sent in for a request; attached once it is accepted."""

    __tablename__ = "evidence_request_item"
    __table_args__ = (UniqueConstraint("request_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("evidence_request.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), index=True)
    added_at: Mapped[datetime] = mapped_column(default=now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    item: Mapped[EvidenceItem] = relationship()


class EvidenceRequestEvent(Base):
    """One step of a request: who, when, and in what words."""

    __tablename__ = "evidence_request_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("evidence_request.id"), index=True)
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    step: Mapped[str] = mapped_column(String(10))
    words: Mapped[str] = mapped_column(Text, default="")
