"""Stored files by content, how far each has been studied, and the words of their pages.

They belong to a content and not to an item: the same file in two items, or in two organisations,
is studied once. Whoever reads them comes through an item that they may open.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cse_assess.clock import now
from cse_assess.db import Base


class StepState(StrEnum):
    """How one step of the study stands; `refused` says why in words that people are shown."""

    WAITING = "waiting"
    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


class StoredFile(Base):
    """One content in the blob store: `size` in bytes, `suffix` the ending that names its format.

    `title`, `authors` and `written_on` are what the file itself says in its properties.
    """

    __tablename__ = "stored_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(120))
    suffix: Mapped[str] = mapped_column(String(10))
    stored_at: Mapped[datetime] = mapped_column(default=now)
    title: Mapped[str] = mapped_column(Text, default="")
    authors: Mapped[list[str]] = mapped_column(JSON, default=list)
    written_on: Mapped[date | None]
    page_count: Mapped[int | None]


class StudyStep(Base):
    """How one step of the study of one content stands, and by which version of the step."""

    __tablename__ = "study_step"
    __table_args__ = (Index("ix_study_step_step_state", "step", "state"),)

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), primary_key=True)
    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), default=StepState.WAITING)
    message: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime] = mapped_column(default=now)


class FilePage(Base):
    """The words of one page, sheet or slide; `label` is a sheet's name."""

    __tablename__ = "file_page"

    sha256: Mapped[str] = mapped_column(ForeignKey("stored_file.sha256"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    label: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[str] = mapped_column(Text)
