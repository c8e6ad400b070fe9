"""Sheets that were handed out, with what they said then, and those that came back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import Base


class TakeAway(Base):
    """A sheet of some elements, made for people without accounts.

    `reference` stands in the sheet and tells which one came back; `base` holds what each field of
    each element said when the sheet was made, by code.
    """

    __tablename__ = "take_away"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    reference: Mapped[str] = mapped_column(String(36), unique=True)
    made_for: Mapped[str] = mapped_column(String(100))
    due_on: Mapped[date | None]
    base: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_at: Mapped[datetime] = mapped_column(default=now)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]

    assessment: Mapped[Assessment] = relationship()
    made_by: Mapped[User | None] = relationship()
    returns: Mapped[list["TakeAwayReturn"]] = relationship(
        back_populates="take_away", order_by="TakeAwayReturn.id"
    )

    @property
    def is_ended(self) -> bool:
        """Tell whether nothing of it may be merged any more."""
        return self.ended_at is not None


class TakeAwayReturn(Base):
    """A file that came back and waits to be merged, until `merged_at`.

    `fields` is what it says of each element by code, with the evidence known of.
    """

    __tablename__ = "take_away_return"

    id: Mapped[int] = mapped_column(primary_key=True)
    take_away_id: Mapped[int] = mapped_column(ForeignKey("take_away.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    fields: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(default=now)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    merged_at: Mapped[datetime | None]

    take_away: Mapped[TakeAway] = relationship(back_populates="returns")
    received_by: Mapped[User | None] = relationship()
