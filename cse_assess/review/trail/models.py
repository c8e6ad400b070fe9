"""What an assessor opened of a submission; rows are only ever added."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.review.submissions.models import Submission


class OpenedKind(StrEnum):
    """What was opened: a page of words, or something that can be taken away."""

    PAGE = "page"
    EVIDENCE = "evidence"
    FILE = "file"
    REPORT = "report"


class Opening(Base):
    """Something of a submission that somebody from outside opened or downloaded, once.

    `title` says it in words. Where it is a piece of evidence, `item_id` is its item and
    `revision_number` the submitted one; `sha256` is that of a file that went out.
    """

    __tablename__ = "opening"
    __table_args__ = (Index(None, "assessment_id", "opened_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"))
    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    opened_at: Mapped[datetime] = mapped_column(default=now)
    kind: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(300))
    element_code: Mapped[str] = mapped_column(String(30), default="")
    item_id: Mapped[int | None]
    revision_number: Mapped[int | None]
    sha256: Mapped[str] = mapped_column(String(64), default="")

    user: Mapped[User] = relationship()
    submission: Mapped[Submission] = relationship()
