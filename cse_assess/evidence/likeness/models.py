"""What a stored file looks like, in a few numbers that nearly the same files share."""

from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from cse_assess.db import Base


class FileLikeness(Base):
    """The signature of one content: of its words, or of its picture (`likeness.signatures`)."""

    __tablename__ = "file_likeness"

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    signature: Mapped[dict[str, Any]] = mapped_column(JSON)


class LikenessBand(Base):
    """One part of a signature: files that share a part are looked at more closely."""

    __tablename__ = "likeness_band"
    __table_args__ = (Index("ix_likeness_band_band_value", "band", "value"),)

    sha256: Mapped[str] = mapped_column(ForeignKey("file_likeness.sha256"), primary_key=True)
    band: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    value: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
