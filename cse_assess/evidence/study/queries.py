"""What is known about stored files and their pages."""

from collections.abc import Collection, Iterable

from sqlalchemy import select

from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.study.models import FilePage, StepState, StoredFile, StudyStep
from cse_assess.reading.document import Page

TEXT_STEP = "text"


def get_stored_file(sha256: str) -> StoredFile:
    """Return what is known of the content; raise `NotFound`."""
    stored = session.get(StoredFile, sha256)
    if stored is None:
        raise NotFound("This file is not in the library.")
    return stored


def find_step(sha256: str, step: str) -> StudyStep | None:
    """Return how a step of the study stands, or None where it was never begun."""
    return session.get(StudyStep, (sha256, step))


def is_read(sha256: str) -> bool:
    """Tell whether the words of a content have been read, or cannot be."""
    step = find_step(sha256, TEXT_STEP)
    return step is not None and step.state != StepState.WAITING


def load_steps(hashes: Collection[str], step: str) -> dict[str, StudyStep]:
    """Return how one step stands for each content, by hash, in one query; some may be missing."""
    wanted = select(StudyStep).where(StudyStep.sha256.in_(hashes), StudyStep.step == step)
    return {found.sha256: found for found in session.scalars(wanted)}


def list_problems(sha256: str) -> list[StudyStep]:
    """Return the steps of a content that could not be done, in the order of their names."""
    wanted = select(StudyStep).where(
        StudyStep.sha256 == sha256, StudyStep.state.in_((StepState.REFUSED, StepState.FAILED))
    )
    return list(session.scalars(wanted.order_by(StudyStep.step)))


def list_pages(sha256: str) -> list[Page]:
    """Return the words of all pages of a content, in order; none where it has not been read."""
    rows = session.scalars(
        select(FilePage).where(FilePage.sha256 == sha256).order_by(FilePage.number)
    )
    return [Page(row.number, row.text, row.label) for row in rows]


def find_page(sha256: str, number: int) -> Page | None:
    """Return the words of one page, or None where there is no such page."""
    row = session.get(FilePage, (sha256, number))
    return Page(row.number, row.text, row.label) if row else None


def list_unstudied(step: str, version: int, limit: int | None = None) -> list[str]:
    """Return the hashes of contents that a step, in this version, has not dealt with yet."""
    dealt_with = select(StudyStep.sha256).where(
        StudyStep.step == step, StudyStep.version >= version, StudyStep.state != "waiting"
    )
    rows: Iterable[str] = session.scalars(
        select(StoredFile.sha256)
        .where(StoredFile.sha256.not_in(dealt_with))
        .order_by(StoredFile.stored_at, StoredFile.sha256)
        .limit(limit)
    )
    return list(rows)
