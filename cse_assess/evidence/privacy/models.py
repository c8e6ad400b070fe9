"""What may be private in stored files, what people decided about it, and redactions."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base

LOST_AFTER = timedelta(hours=1)


class FoundDetail(Base):
    """One private detail in a content, as `reading.privacy` tells it; `number` is its order."""

    __tablename__ = "privacy_finding"

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    page: Mapped[int | None]
    place: Mapped[int | None]
    certain: Mapped[bool]
    may_be_public: Mapped[bool]


class Decision(StrEnum):
    """What was decided about the private details in an item's content."""

    STAY = "stay"
    RESTRICT = "restrict"
    REDACT = "redact"


class PrivacyDecision(Base):
    """What somebody decided, and why, about the details that were found in a content of an item."""

    __tablename__ = "privacy_decision"
    __table_args__ = (UniqueConstraint("item_id", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(500), default="")
    decided_at: Mapped[datetime] = mapped_column(default=now)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    decided_by: Mapped[User | None] = relationship()


class RedactionState(StrEnum):
    """How a redacted copy stands; `refused` says why in words that people are shown."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"


class Redaction(Base):
    """A redacted copy that somebody asked for; `words` is emptied once it is made or refused.

    `sha256` is the content that it is made from.
    """

    __tablename__ = "redaction"
    __table_args__ = (Index("ix_redaction_item_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    words: Mapped[list[str]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(String(500), default="")
    state: Mapped[str] = mapped_column(String(10), default=RedactionState.WAITING)
    message: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[datetime] = mapped_column(default=now)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    @property
    def is_being_made(self) -> bool:
        """Tell whether the copy may still come; after an hour its job is taken for lost."""
        return self.state == RedactionState.WAITING and self.asked_at > now() - LOST_AFTER
