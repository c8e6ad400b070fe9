"""What people have said that evidence does not prove."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base


class SuggestionRefusal(Base):
    """Somebody said that an item does not prove an element, so that it is not suggested again.

    It holds for the whole organisation and for every self-assessment against the standard.
    """

    __tablename__ = "suggestion_refusal"
    __table_args__ = (
        UniqueConstraint("item_id", "standard_id", "element_code"),
        Index("ix_suggestion_refusal_standard_id_element_code", "standard_id", "element_code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"))
    standard_id: Mapped[str] = mapped_column(String(60))
    element_code: Mapped[str] = mapped_column(String(30))
    refused_at: Mapped[datetime] = mapped_column(default=now)
    refused_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    refused_by: Mapped[User | None] = relationship()
