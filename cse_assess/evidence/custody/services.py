"""Keeps stored files that wait for a decision, and lets go of those that nobody decided on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Table, delete, select
from sqlalchemy.exc import IntegrityError

from cse_assess.clock import now
from cse_assess.db import Base, session
from cse_assess.evidence.custody.models import HeldFile
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.study.models import StoredFile


def hold_file(*, file: CheckedFile, until_at: datetime) -> None:
    """Say that the stored `file` is needed until `until_at`, or longer if it is held already."""
    held = session.get(HeldFile, file.sha256, with_for_update=True)
    if held is None:
        held = _begin_holding(file, until_at)
    held.until_at = max(held.until_at, until_at)
    session.flush()


def _begin_holding(file: CheckedFile, until_at: datetime) -> HeldFile:
    """Add the row; somebody else may add it at the same moment."""
    try:
        with session.begin_nested():
            held = HeldFile(sha256=file.sha256, size=file.size, until_at=until_at)
            session.add(held)
    except IntegrityError:
        return session.get_one(HeldFile, file.sha256, with_for_update=True)
    return held


def list_expired_holds() -> Sequence[str]:
    """Return the hashes of held files that nobody decided on in time, in order."""
    return session.scalars(
        select(HeldFile.sha256).where(HeldFile.until_at < now()).order_by(HeldFile.sha256)
    ).all()


def end_hold(*, sha256: str) -> bool:
    """Stop holding a file whose time has passed; return whether nothing needs it any more.

    Then everything that was found out about its content is deleted too, and the caller discards
    the blob. Evidence keeps its file for good.
    """
    held = session.get(HeldFile, sha256, with_for_update=True)
    if held is None or held.until_at >= now():
        return False
    session.delete(held)
    session.flush()
    if _is_evidence(sha256):
        return False
    _forget_study(sha256)
    return True


def _is_evidence(sha256: str) -> bool:
    wanted = select(EvidenceRevision.id).where(EvidenceRevision.sha256 == sha256).limit(1)
    return session.scalar(wanted) is not None


def _forget_study(sha256: str) -> None:
    for table in _study_tables():
        session.execute(delete(table).where(table.c.sha256 == sha256))
    session.execute(delete(StoredFile).where(StoredFile.sha256 == sha256))


def _study_tables() -> list[Table]:
    """Return every table whose rows belong to a stored content, children before parents."""
    tables = reversed(Base.metadata.sorted_tables)
    return [table for table in tables if "sha256" in table.c and table.c.sha256.foreign_keys]
