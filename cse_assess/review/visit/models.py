"""The plan of a visit, and what was noted on it."""

from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.desk.models import Review


class SessionKind(StrEnum):
    """What happens in a session of a visit."""

    INTERVIEW = "interview"
    OBSERVATION = "observation"
    MEETING = "meeting"
    BREAK = "break"


class People(StrEnum):
    """Whom an interview is with, or who is watched."""

    STAFF = "staff"
    MANAGERS = "managers"
    CUSTOMERS = "customers"
    PARTNERS = "partners"


class VisitSession(Base):
    """An interview, an observation, a meeting or a break, with or without its time yet.

    `element_codes` are the elements that it is about; `questions` are the assessor's, a line each,
    and never shown to the organisation. `with_whom` names roles, not people.
    """

    __tablename__ = "visit_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    people: Mapped[str] = mapped_column(String(20), default="")
    title: Mapped[str] = mapped_column(String(200))
    with_whom: Mapped[str] = mapped_column(String(200), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    on_day: Mapped[date | None]
    starts_at: Mapped[time | None]
    minutes: Mapped[int] = mapped_column(default=30)
    element_codes: Mapped[list[str]] = mapped_column(JSON, default=list)
    questions: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship()

    __mapper_args__ = {"version_id_col": version_id}


class SharedPlan(Base):
    """The plan as the organisation was shown it; one row for each time that it was shared.

    `sessions` are as `sharing.describe_session` gives them: no questions, and no notes. What is
    changed in the plan afterwards is not seen by the organisation until it is shared again.
    """

    __tablename__ = "shared_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    sessions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    shared_at: Mapped[datetime] = mapped_column(default=now)
    shared_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    review: Mapped[Review] = relationship()
    shared_by: Mapped[User | None] = relationship()


class VisitNote(Base):
    """What an assessor noted on the visit, against an element or a session; for assessors only."""

    __tablename__ = "visit_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("visit_session.id"), index=True)
    element_code: Mapped[str] = mapped_column(String(30), default="")
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(default=now)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    written_by: Mapped[User] = relationship()

    __mapper_args__ = {"version_id_col": version_id}
