"""What notes a stored file, asks for its study, and keeps what was found."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.evidence.intake import CheckedFile
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.names import suffix_of
from cse_assess.evidence.study import queries
from cse_assess.evidence.study.models import FilePage, StepState, StoredFile, StudyStep
from cse_assess.jobs.services import enqueue_job
from cse_assess.reading.document import Document

JOB_KIND = "study_file"
INDEX_KIND = "index_evidence"


def study_revision(*, revision: EvidenceRevision) -> None:
    """Note the file of `revision` and ask for its study, in the caller's transaction.

    A web address has none; a content that is known already is not studied again. Where its study
    is still under way, it may miss an item that is not committed yet, so that the item is indexed
    once more afterwards.
    """
    if revision.sha256 is None:
        return
    if _note_file(revision):
        request_study(sha256=revision.sha256)
    elif not queries.is_read(revision.sha256):
        request_indexing(item_id=revision.item_id)


def study_held_file(*, file: CheckedFile) -> None:
    """Ask for the study of a file that is stored and waits to become evidence.

    A person looks at the page that shows what was found, so it goes before what nobody waits for.
    """
    if _note_file(file):
        request_study(sha256=file.sha256, is_background=False)


def request_study(
    *, sha256: str, is_background: bool = True, not_before: datetime | None = None
) -> None:
    """Ask for the steps of the study that this content has not been through, now or later."""
    enqueue_job(
        kind=JOB_KIND,
        arguments={"sha256": sha256},
        organisation_id=None,
        created_by_id=None,
        is_background=is_background,
        not_before=not_before,
    )


def request_indexing(*, item_id: int) -> None:
    """Ask for the entry of an item in the index of evidence to be brought in step."""
    enqueue_job(
        kind=INDEX_KIND,
        arguments={"item_id": item_id},
        organisation_id=None,
        created_by_id=None,
        is_background=True,
    )


def _note_file(content: EvidenceRevision | CheckedFile) -> bool:
    """Return whether the content is new; somebody else may note it at the same moment."""
    if session.get(StoredFile, content.sha256) is not None:
        return False
    stored = StoredFile(
        sha256=content.sha256,
        size=content.size,
        media_type=content.media_type,
        suffix=suffix_of(content.file_name)[:10],
    )
    try:
        with session.begin_nested():
            session.add(stored)
    except IntegrityError:
        return False
    return True


def forget_steps(*, names: Collection[str]) -> None:
    """Have every content taken through these steps again; what they found stays until then."""
    session.execute(
        update(StudyStep).where(StudyStep.step.in_(names)).values(state=StepState.WAITING)
    )


def save_step(
    *, sha256: str, step: str, version: int, state: StepState, message: str = ""
) -> StudyStep:
    """Record how a step of the study of a content ended."""
    found = queries.find_step(sha256, step) or StudyStep(sha256=sha256, step=step)
    found.version, found.state, found.message, found.at = version, state, message, now()
    session.add(found)
    session.flush()
    return found


def save_document(*, sha256: str, document: Document) -> None:
    """Keep what was read from a content in place of what was read before."""
    stored = queries.get_stored_file(sha256)
    stored.title, stored.authors = document.title, list(document.authors)
    stored.written_on, stored.page_count = document.written_on, len(document.pages)
    session.execute(delete(FilePage).where(FilePage.sha256 == sha256))
    session.add_all(
        FilePage(sha256=sha256, number=page.number, label=page.label[:200], text=page.text)
        for page in document.pages
    )
    session.flush()
