"""Files that were taken in together and wait to be described and saved."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base


class Choice(StrEnum):
    """What a person wants done with one file of a batch.

    A file that is added becomes evidence, unless the library holds its content already: then that
    item is used, and only a file that is added again becomes an item of its own.
    """

    ADD = "add"
    ADD_AGAIN = "add_again"
    LEAVE = "leave"


class UploadBatch(Base):
    """The files of one upload; gone after `expires_at` unless they are saved before.

    `destination` says what the saved items are attached to, as the context that owns the place
    names it (`bulk.destinations`); empty for the library alone.
    """

    __tablename__ = "upload_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    destination: Mapped[str] = mapped_column(String(120), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    is_confidential: Mapped[bool] = mapped_column(default=False)
    saved_at: Mapped[datetime | None]
    version_id: Mapped[int] = mapped_column(default=1)

    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    files: Mapped[list["BatchFile"]] = relationship(
        back_populates="batch", order_by="BatchFile.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version_id}


class BatchFile(Base):
    """One file of a batch: stored, or not taken for a reason.

    The title, date, kind and choice are what a person has written; None where nobody has yet, and
    the page proposes one. `item_id` is what the file became or was found to be.
    """

    __tablename__ = "upload_batch_file"
    __table_args__ = (UniqueConstraint("batch_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("upload_batch.id"))
    position: Mapped[int]
    file_name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[int | None] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(120), default="")
    refusal: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str | None] = mapped_column(String(300))
    evidence_on: Mapped[date | None]
    kind: Mapped[str | None] = mapped_column(String(20))
    choice: Mapped[str | None] = mapped_column(String(10))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_item.id"))

    batch: Mapped[UploadBatch] = relationship(back_populates="files")
