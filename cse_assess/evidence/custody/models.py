"""Files that are stored and checked, and wait for a person to say what becomes of them."""

from datetime import datetime

from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from cse_assess.clock import now
from cse_assess.db import Base


class HeldFile(Base):
    """A stored content that an upload in hand still needs, until `until_at`; `size` in bytes."""

    __tablename__ = "held_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    held_at: Mapped[datetime] = mapped_column(default=now)
    until_at: Mapped[datetime] = mapped_column(index=True)
