"""Self-assessments, one response per element, its history, and its links to evidence."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import Organisation, Service, User
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision


class Assessment(Base):
    """A service's self-assessment against one standard in one cycle.

    `carried_from_id` names the self-assessment of the cycle before, from which this one was begun.
    """

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("service_id", "standard_id", "cycle"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("service.id"), index=True)
    standard_id: Mapped[str] = mapped_column(String(60))
    standard_version: Mapped[str] = mapped_column(String(40))
    cycle: Mapped[str] = mapped_column(String(100))
    visit_on: Mapped[date | None]
    wording: Mapped[str] = mapped_column(String(10), default="plain")
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("assessment.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    locked_at: Mapped[datetime | None]
    locked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    organisation: Mapped[Organisation] = relationship()
    service: Mapped[Service] = relationship()
    responses: Mapped[list["ElementResponse"]] = relationship(
        back_populates="assessment", order_by="ElementResponse.position"
    )

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_locked(self) -> bool:
        """Tell whether nothing in it may change any more."""
        return self.locked_at is not None


class ElementResponse(Base):
    """What a service says of one element; made for every element with the assessment.

    `level` is an id of the standard's scale, None while not scored; `level_reason` is what a level
    that needs a reason (not applicable) was given. `carried_level` is the level of the cycle
    before, to be confirmed as long as there is no level.
    """

    __tablename__ = "element_response"
    __table_args__ = (UniqueConstraint("assessment_id", "element_code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    element_code: Mapped[str] = mapped_column(String(30))
    position: Mapped[int]
    level: Mapped[str | None] = mapped_column(String(40))
    carried_level: Mapped[str | None] = mapped_column(String(40))
    level_reason: Mapped[str] = mapped_column(Text, default="")
    justification: Mapped[str] = mapped_column(Text, default="")
    tell: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    updated_at: Mapped[datetime | None]
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    assessment: Mapped[Assessment] = relationship(back_populates="responses")
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id])
    updated_by: Mapped[User | None] = relationship(foreign_keys=[updated_by_id])
    links: Mapped[list["EvidenceLink"]] = relationship(
        back_populates="response", order_by="EvidenceLink.id"
    )

    __mapper_args__ = {"version_id_col": version_id}

    @property
    def is_to_confirm(self) -> bool:
        """Tell whether the level of the cycle before waits to be confirmed."""
        return self.level is None and self.carried_level is not None


class ResponseChange(Base):
    """One change of one field of a response: who, when, from what, to what.

    A level stands as its id, an owner by the name they had then. Where it changed the response
    itself, `response_version` is the version that it led to, so that what a person saw when they
    began to write can be told from what others wrote meanwhile. A change of evidence names the
    item, whose title not everybody may read.
    """

    __tablename__ = "response_change"
    __table_args__ = (Index("ix_response_change_response_id_id", "response_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("element_response.id"))
    response_version: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(default=now)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    field: Mapped[str] = mapped_column(String(40))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("evidence_item.id"))
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")

    item: Mapped[EvidenceItem | None] = relationship()


class EvidenceLink(Base):
    """Ties an item to an element, with what it proves; a removed one stays on record.

    `guidance_points` are the numbers, from 1, of the element's guidance points that it answers,
    `proof_kinds` values of `analysis.proof.ProofKind`; both in order, and empty where nobody said.
    """

    __tablename__ = "evidence_link"
    __table_args__ = (
        Index(
            "uq_evidence_link_live",
            "response_id",
            "item_id",
            unique=True,
            sqlite_where=text("removed_at IS NULL"),
            postgresql_where=text("removed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    response_id: Mapped[int] = mapped_column(ForeignKey("element_response.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("evidence_item.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    guidance_points: Mapped[list[int]] = mapped_column(JSON, default=list, server_default="[]")
    proof_kinds: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    response: Mapped[ElementResponse] = relationship(back_populates="links")
    item: Mapped[EvidenceItem] = relationship()
    pins: Mapped[list["PassagePin"]] = relationship(
        primaryjoin="and_(PassagePin.link_id == EvidenceLink.id, PassagePin.removed_at.is_(None))",
        order_by="PassagePin.id",
        viewonly=True,
    )

    __mapper_args__ = {"version_id_col": version_id}


class PinState(StrEnum):
    """How a pin's words stand in the newest revision in which they were looked for."""

    FOUND = "found"
    UNSURE = "unsure"
    LOST = "lost"


class PassagePin(Base):
    """The words in an item's text that prove an element, and where they stand.

    They stand in `revision_id` on page `page_number` (from 1), `start` characters from the
    beginning of its text, between `prefix` and `suffix`. `state` is what became of them in
    `checked_revision_id`, the newest revision whose text they were looked for in: unsure where only
    something like them is there. Only a found pin stands in the revision that was checked.
    """

    __tablename__ = "passage_pin"

    id: Mapped[int] = mapped_column(primary_key=True)
    link_id: Mapped[int] = mapped_column(ForeignKey("evidence_link.id"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"))
    checked_revision_id: Mapped[int] = mapped_column(ForeignKey("evidence_revision.id"))
    state: Mapped[str] = mapped_column(String(10), default=PinState.FOUND)
    page_number: Mapped[int]
    start: Mapped[int]
    quotation: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text, default="")
    suffix: Mapped[str] = mapped_column(Text, default="")
    guidance_point: Mapped[int | None]
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    removed_at: Mapped[datetime | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    version_id: Mapped[int] = mapped_column(default=1)

    link: Mapped[EvidenceLink] = relationship()
    revision: Mapped[EvidenceRevision] = relationship(foreign_keys=[revision_id])

    __mapper_args__ = {"version_id_col": version_id}


class DraftKind(StrEnum):
    """What the rows of a spreadsheet are about."""

    ELEMENTS = "elements"
    ACTIONS = "actions"


class ImportDraft(Base):
    """A spreadsheet that somebody is about to import: its cells, kept between upload and confirm.

    `rows` holds one `[row number, cell, cell, ...]` per row of the file; `columns` says which
    column of the file is which of ours, once that is settled.
    """

    __tablename__ = "import_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    kind: Mapped[DraftKind] = mapped_column(
        String(10), default=DraftKind.ELEMENTS, server_default=DraftKind.ELEMENTS
    )
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(String(255))
    headings: Mapped[list[str]] = mapped_column(JSON)
    rows: Mapped[list[list[Any]]] = mapped_column(JSON)
    columns: Mapped[dict[str, int] | None] = mapped_column(JSON)
