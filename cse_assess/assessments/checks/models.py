"""The figures and days that files hold, and findings that somebody has set aside."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse
from cse_assess.clock import now
from cse_assess.db import Base


class FileValues(Base):
    """The figures and days in one content's text, as `Holdings.to_json` writes them.

    A content without readable text has none.
    """

    __tablename__ = "file_values"

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), primary_key=True)
    held: Mapped[dict[str, Any]] = mapped_column(JSON)


class SetAsideFinding(Base):
    """A finding that somebody judged to be none, and `why`; one `raised_at` counts again.

    `said` and `words` are what the finding said and quoted. Once what it rests on changes, its
    fingerprint is another, so that it comes back by itself.
    """

    __tablename__ = "set_aside_finding"
    __table_args__ = (
        Index(
            "uq_set_aside_finding_live",
            "response_id",
            "fingerprint",
            unique=True,
            sqlite_where=text("raised_at IS NULL"),
            postgresql_where=text("raised_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("element_response.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    fingerprint: Mapped[str] = mapped_column(String(64))
    said: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    why: Mapped[str] = mapped_column(Text)
    set_aside_at: Mapped[datetime] = mapped_column(default=now)
    set_aside_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    raised_at: Mapped[datetime | None]
    raised_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    response: Mapped[ElementResponse] = relationship()
    set_aside_by: Mapped[User | None] = relationship(foreign_keys=[set_aside_by_id])
