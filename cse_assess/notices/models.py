"""What people are told, and the secret addresses of their calendars."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cse_assess.clock import now
from cse_assess.db import Base


class NoticeKind(StrEnum):
    """What a notice is about."""

    ACTION_GIVEN = "action_given"
    ACTION_CHANGED = "action_changed"
    ACTION_DUE = "action_due"
    ACTION_OVERDUE = "action_overdue"
    CERTIFICATE_ENDS = "certificate_ends"
    EVIDENCE_EXPIRES = "evidence_expires"
    EVIDENCE_QUARANTINED = "evidence_quarantined"
    PIN_LOST = "pin_lost"
    QUERY_ANSWERED = "query_answered"
    QUERY_ASKED = "query_asked"
    QUERY_DECIDED = "query_decided"
    QUERY_DUE = "query_due"
    QUERY_OVERDUE = "query_overdue"
    QUERY_UNANSWERED = "query_unanswered"
    QUERY_WITHDRAWN = "query_withdrawn"
    REPORT_DRAFT = "report_draft"
    REPORT_POINT = "report_point"
    REPORT_SIGNED = "report_signed"
    REQUEST_MADE = "request_made"
    REQUEST_ANSWERED = "request_answered"
    REQUEST_RETURNED = "request_returned"
    REQUEST_CLOSED = "request_closed"
    REQUEST_OVERDUE = "request_overdue"
    REVIEW_DUE = "review_due"
    REVIEW_OVERDUE = "review_overdue"
    REVIEW_BEGUN = "review_begun"
    VISIT_PLAN_SHARED = "visit_plan_shared"
    SCORING_ASKED = "scoring_asked"
    SCORING_CHANGED = "scoring_changed"
    SCORING_DUE = "scoring_due"
    SCORING_FINISHED = "scoring_finished"


class Notice(Base):
    """Something a person is told, once for each `key`; `url` is a path of this site.

    `mailed_at` is when it went out by e-mail, or was found to need none.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("user_id", "key"),
        Index(
            "ix_notice_unread",
            "user_id",
            sqlite_where=text("read_at IS NULL"),
            postgresql_where=text("read_at IS NULL"),
        ),
        Index(
            "ix_notice_unmailed",
            "user_id",
            sqlite_where=text("mailed_at IS NULL"),
            postgresql_where=text("mailed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(String(500))
    url: Mapped[str] = mapped_column(String(300))
    key: Mapped[str] = mapped_column(String(120))
    created_at: Mapped[datetime] = mapped_column(default=now)
    read_at: Mapped[datetime | None]
    mailed_at: Mapped[datetime | None]


class CalendarFeed(Base):
    """A person's calendar under a secret address, of which only the SHA-256 is kept."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
