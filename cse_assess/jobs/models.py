"""The job table, which pages read and workers lease from, and when each daily round last ran."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from cse_assess.clock import now
from cse_assess.db import Base


class JobState(StrEnum):
    """Where a job stands; `dead` has used up its attempts or can never succeed."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    DEAD = "dead"


class Job(Base):
    """A piece of work, written in the transaction that asked for it.

    `fence` grows with each claim: a worker whose lease was taken over can no longer write. Nobody
    waits for what is done in the background, so it goes after what somebody waits for.
    """

    __tablename__ = "job"
    __table_args__ = (Index("ix_job_queue", "state", "is_background", "run_after"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(60))
    organisation_id: Mapped[int | None]
    created_by_id: Mapped[int | None]
    arguments: Mapped[dict[str, Any]] = mapped_column(JSON)
    is_background: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(String(12), default=JobState.QUEUED)
    progress_percent: Mapped[int] = mapped_column(default=0)
    progress_text: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    failure: Mapped[str] = mapped_column(Text, default="")
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    run_after: Mapped[datetime] = mapped_column(default=now)
    leased_until: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class DailyRound(Base):
    """The day, in the United Kingdom, for which a round was last asked for."""

    __tablename__ = "daily_round"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    last_on: Mapped[date]
