"""Proves that an addendum is still what was added: its row, its content and its audit event."""

from collections.abc import Iterator

from cse_assess.assessments.past.content import hash_content
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.blobs import BlobStore
from cse_assess.review.assessor_queries.addenda import write_addendum_manifest
from cse_assess.review.assessor_queries.models import Addendum
from cse_assess.review.submissions.manifest import hash_manifest
from cse_assess.review.submissions.verification import list_missing


def find_faults(addendum: Addendum) -> list[str]:
    """Return what the database says of an addendum that cannot be, in sentences; best none.

    The manifest must have the hash that the row and the audit chain name, list just this content
    and its files, and query and row must say what the content says. One query.
    """
    return [*_check_manifest(addendum), *_check_rows(addendum)]


def _check_manifest(addendum: Addendum) -> Iterator[str]:
    if hash_manifest(addendum.manifest) != addendum.sha256:
        yield "The manifest does not match the fingerprint of the addendum."
    if addendum.sha256 not in _list_recorded(addendum):
        yield "The audit trail does not hold this fingerprint for this addendum."
    if not addendum.manifest.startswith(f"{hash_content(addendum.content)}  "):
        yield "The answer and its evidence do not match the fingerprint in the manifest."
    elif write_addendum_manifest(addendum.content) != addendum.manifest:
        yield "The manifest does not list what was added."


def _check_rows(addendum: Addendum) -> Iterator[str]:
    content, query = addendum.content, addendum.query
    numbers = (content.get("addendum"), content.get("submission"), content.get("query"))
    if numbers != (addendum.number, addendum.submission.number, query.number):
        yield "The addendum does not stand where it was added."
    if (content.get("question"), content.get("answer")) != (query.question, query.answer):
        yield "The query does not say what was asked and answered."


def _list_recorded(addendum: Addendum) -> set[str]:
    """Return the fingerprints that the audit chain holds for the addendum of this number."""
    submission = addendum.submission
    events = list_events(object_type="assessment", object_id=submission.assessment_id)
    return {
        event.details["sha256"]
        for event in events
        if event.action == AuditAction.QUERY_ANSWERED
        and event.details["submission"] == submission.number
        and event.details["addendum"] == addendum.number
    }


def find_missing_files(addendum: Addendum, blobs: BlobStore) -> list[str]:
    """Return the paths of the manifest whose stored file is gone, without reading the others."""
    return list_missing(addendum.manifest, blobs)
