"""Reports that were made: what went in, and the stored file that came out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.jobs.models import Job


class Report(Base):
    """A report asked for by a person; its file is a blob once its job has succeeded.

    `fingerprint` tells what it was made from: another one of the same is served from this file.
    One that tells of a submission, for whoever reads that from outside, has its `number`.
    """

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    number: Mapped[int | None]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    kind: Mapped[str] = mapped_column(String(20))
    format: Mapped[str] = mapped_column(String(5), default="pdf", server_default="pdf")
    fingerprint: Mapped[str | None] = mapped_column(String(64))
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    finished_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None]
    file_name: Mapped[str] = mapped_column(String(255), default="")

    assessment: Mapped[Assessment] = relationship()
    job: Mapped[Job | None] = relationship()
    created_by: Mapped[User | None] = relationship()

    @property
    def is_finished(self) -> bool:
        """Tell whether its file can be downloaded."""
        return self.sha256 is not None
