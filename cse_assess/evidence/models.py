"""Evidence items and their immutable revisions."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base


class EvidenceKind(StrEnum):
    """What sort of thing a piece of evidence is."""

    POLICY = "policy"
    PROCEDURE = "procedure"
    PLAN = "plan"
    SURVEY = "survey"
    PERFORMANCE = "performance"
    MINUTES = "minutes"
    FEEDBACK = "feedback"
    TRAINING = "training"
    PUBLICATION = "publication"
    CASE_STUDY = "case_study"
    PHOTOGRAPH = "photograph"
    WEB_PAGE = "web_page"
    OTHER = "other"


def _index_kept(name: str, *columns: str) -> Index:
    """Index the items in use of each library for one order or filter of its list."""
    in_use = text("withdrawn_at IS NULL")
    return Index(
        f"ix_evidence_item_{name}",
        "organisation_id",
        *columns,
        sqlite_where=in_use,
        postgresql_where=in_use,
    )


class EvidenceItem(Base):
    """One piece of evidence in an organisation's library; its content lives in revisions.

    `evidence_on` is the date of the evidence itself, never of the upload; `valid_until` is the
    last day on which it still counts, where somebody has said so. `look_at` says what to look at in
    it; one that `needs_access` opens to an assessor only once somebody has let them in.
    `sort_title` follows the title, for lists in the order of the alphabet.
    """

    __tablename__ = "evidence_item"
    __table_args__ = (
        _index_kept("newest", "id"),
        _index_kept("title", "sort_title", "id"),
        _index_kept("dated", "evidence_on", "id"),
        _index_kept("valid", "valid_until", "id"),
        _index_kept("kind", "kind", "id"),
        _index_kept("owner", "owner_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    sort_title: Mapped[str] = mapped_column(String(300), default="", server_default="")
    description: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(20), default=EvidenceKind.OTHER)
    evidence_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    is_confidential: Mapped[bool] = mapped_column(default=False)
    look_at: Mapped[str] = mapped_column(Text, default="", server_default="")
    needs_access: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_reason: Mapped[str] = mapped_column(String(500), default="")
    version_id: Mapped[int] = mapped_column(default=1)

    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])
    revisions: Mapped[list["EvidenceRevision"]] = relationship(
        back_populates="item", order_by="EvidenceRevision.number"
    )

    __mapper_args__ = {"version_id_col": version_id}

    @validates("title")
    def _follow_title(self, _key: str, title: str) -> str:
        self.sort_title = title.casefold()[:300]
        return title

    @property
    def is_withdrawn(self) -> bool:
        """Tell whether the item is kept for the record only."""
        return self.withdrawn_at is not None


class EvidenceRevision(Base):
    """The content of an item at one time: a stored file, or a web address. Never changed.

    A sealed one is kept for the record, and opened by administrators and improvement leads only.
    """

    __tablename__ = "evidence_revision"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("(sha256 IS NULL) <> (url IS NULL)", name="file_or_address"),
        CheckConstraint("(sha256 IS NULL) = (size IS NULL)", name="file_has_size"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), index=True)
    number: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    size: Mapped[int | None] = mapped_column(BigInteger)
    media_type: Mapped[str] = mapped_column(String(120), default="")
    file_name: Mapped[str] = mapped_column(String(255), default="")
    url: Mapped[str | None] = mapped_column(String(2000))
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    sealed_at: Mapped[datetime | None]
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    item: Mapped[EvidenceItem] = relationship(back_populates="revisions")
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])

    @property
    def is_sealed(self) -> bool:
        """Tell whether the revision was sealed when a redacted copy took its place."""
        return self.sealed_at is not None

    @property
    def is_file(self) -> bool:
        """Tell whether the content is a stored file rather than a web address."""
        return self.sha256 is not None

    @property
    def short_hash(self) -> str:
        """Return the first 12 characters of the file's SHA-256; empty for a web address."""
        return (self.sha256 or "")[:12]
