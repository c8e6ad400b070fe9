"""Evidence packs that were asked for, and the stored file that each came to."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cse_assess.accounts.models import User
from cse_assess.assessments.models import Assessment
from cse_assess.clock import now
from cse_assess.db import Base
from cse_assess.jobs.models import Job


class EvidencePack(Base):
    """A pack of a self-assessment, or of its submission `number`; a stored file until a day.

    After `kept_until_at` the file is let go (`evidence.custody`), and the row stays on record.
    """

    __tablename__ = "evidence_pack"

    id: Mapped[int] = mapped_column(primary_key=True)
    assessment_id: Mapped[int] = mapped_column(ForeignKey("assessment.id"), index=True)
    number: Mapped[int | None]
    job_id: Mapped[int | None] = mapped_column(ForeignKey("job.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    finished_at: Mapped[datetime | None]
    kept_until_at: Mapped[datetime | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int | None] = mapped_column(BigInteger)
    manifest_sha256: Mapped[str] = mapped_column(String(64), default="")
    file_name: Mapped[str] = mapped_column(String(255), default="")
    file_count: Mapped[int] = mapped_column(default=0)
    left_out_count: Mapped[int] = mapped_column(default=0)

    assessment: Mapped[Assessment] = relationship()
    job: Mapped[Job | None] = relationship()
    created_by: Mapped[User | None] = relationship()

    @property
    def is_finished(self) -> bool:
        """Tell whether it was made."""
        return self.sha256 is not None

    @property
    def is_there(self) -> bool:
        """Tell whether its file can still be fetched."""
        return self.kept_until_at is not None and self.kept_until_at > now()
