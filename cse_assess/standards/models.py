"""The official wording that an organisation imported from its own copy of a booklet."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cse_assess.clock import now
from cse_assess.db import Base


class OfficialWording(Base):
    """The official statement and guidance points of one element, word for word."""

    __tablename__ = "official_wording"
    __table_args__ = (UniqueConstraint("organisation_id", "standard_id", "element_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    standard_id: Mapped[str] = mapped_column(String(40))
    element_code: Mapped[str] = mapped_column(String(20))
    statement: Mapped[str] = mapped_column(Text)
    guidance: Mapped[list[str]] = mapped_column(JSON)
    imported_at: Mapped[datetime] = mapped_column(default=now)
    imported_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
