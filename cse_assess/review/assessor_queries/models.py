"""Queries of an assessor, and the addenda that answer them with evidence."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.desk.models import Review
from cse_assess.review.submissions.models import Submission


class QueryState(StrEnum):
    """Where a query stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AssessorQuery(Base):
    """What the assessor asks for, about one element or the whole; `answer_by` is the last day.

    `follows` is the query that it asks again, or asks more about.
    """

    __tablename__ = "assessor_query"
    __table_args__ = (UniqueConstraint("review_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    number: Mapped[int]
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("assessor_query.id"))
    element_code: Mapped[str] = mapped_column(String(30), default="")
    question: Mapped[str] = mapped_column(Text)
    answer_by: Mapped[date]
    state: Mapped[str] = mapped_column(String(20), default=QueryState.ASKED)
    asked_at: Mapped[datetime] = mapped_column(default=now)
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_reason: Mapped[str] = mapped_column(Text, default="")
    version_id: Mapped[int] = mapped_column(default=1)

    review: Mapped[Review] = relationship()
    follows: Mapped["AssessorQuery | None"] = relationship(remote_side="AssessorQuery.id")
    asked_by: Mapped[User] = relationship(foreign_keys=[asked_by_id])
    answered_by: Mapped[User | None] = relationship(foreign_keys=[answered_by_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])

    __mapper_args__ = {"version_id_col": version_id}


class GatheredPiece(Base):
    """A piece of the library that is to go with an answer; only the organisation sees it."""

    __tablename__ = "query_piece"
    __table_args__ = (UniqueConstraint("query_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    query_id: Mapped[int] = mapped_column(ForeignKey("assessor_query.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Addendum(Base):
    """Evidence that the organisation added to a submission in answer to a query.

    `content` holds the answer and the pieces as a submission does, `manifest` a line for it and for
    each file, and `sha256` the manifest's hash. The database refuses to change or delete it.
    """

    __tablename__ = "addendum"
    __table_args__ = (UniqueConstraint("submission_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    query_id: Mapped[int] = mapped_column(ForeignKey("assessor_query.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    manifest: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    added_at: Mapped[datetime] = mapped_column(default=now)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    submission: Mapped[Submission] = relationship()
    query: Mapped[AssessorQuery] = relationship()
    added_by: Mapped[User | None] = relationship()

    @property
    def is_closed(self) -> bool:
        """Tell whether what it belongs to was taken back, so that assessors do not read it."""
        return self.submission.is_withdrawn or self.query.review.submission.is_withdrawn
