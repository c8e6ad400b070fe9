"""Proves that a submission is still what was submitted: its row, its content and its files."""

from collections.abc import Iterator

from cse_assess.assessments.past.content import hash_content
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.blobs import BlobStore
from cse_assess.review.submissions.manifest import hash_manifest, list_lines, write_manifest
from cse_assess.review.submissions.models import Submission


def find_faults(submission: Submission) -> list[str]:
    """Return what the database says of a submission that cannot be, in sentences; best none.

    The manifest must have the hash that the row and the audit chain name, the content the hash that
    the snapshot names, and the manifest must be the one that this content leads to. One query.
    """
    return list(_check_rows(submission))


def _check_rows(submission: Submission) -> Iterator[str]:
    content = submission.snapshot.content
    if hash_manifest(submission.manifest) != submission.sha256:
        yield "The manifest does not match the fingerprint of the submission."
    if submission.sha256 not in _list_recorded(submission):
        yield "The audit trail does not hold this fingerprint for this submission."
    if hash_content(content) != submission.snapshot.sha256:
        yield "The submitted texts and levels do not match the fingerprint of their snapshot."
    if write_manifest(content) != submission.manifest:
        yield "The manifest does not list what was submitted."


def _list_recorded(submission: Submission) -> set[str]:
    """Return the fingerprints that the audit chain holds for the submission of this number."""
    events = list_events(object_type="assessment", object_id=submission.assessment_id)
    return {
        event.details["sha256"]
        for event in events
        if event.action == AuditAction.SUBMISSION_MADE
        and event.details["number"] == submission.number
    }


def find_missing_files(submission: Submission, blobs: BlobStore) -> list[str]:
    """Return the paths of the manifest whose stored file is gone, without reading the others."""
    return list_missing(submission.manifest, blobs)


def list_missing(manifest: str, blobs: BlobStore) -> list[str]:
    """Return the paths of any manifest of this kind whose stored file is gone."""
    return [path for sha256, path in list_lines(manifest) if not _is_stored(blobs, sha256)]


def _is_stored(blobs: BlobStore, sha256: str) -> bool:
    """Tell whether the file is there; a manifest that was tampered with may name no hash at all."""
    try:
        return blobs.has(sha256)
    except ValueError:
        return False
