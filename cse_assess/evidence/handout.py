"""Hands out the file of a revision, unless it is kept in quarantine."""

from flask import Response

from cse_assess.errors import NotAllowed, NotFound
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.scanning.queries import find_quarantine
from cse_assess.web.context import current_settings
from cse_assess.web.downloads import send_blob


def send_revision(revision: EvidenceRevision) -> Response:
    """Stream the file of `revision` as a download, to somebody who may open it.

    Raises `NotFound` for a web address, and `NotAllowed` with the reason for a file that a virus
    scanner has not found clean.
    """
    if revision.sha256 is None or revision.size is None:
        raise NotFound("This evidence is a web address, not a file.")
    check_quarantine(revision)
    return send_blob(
        sha256=revision.sha256,
        size=revision.size,
        file_name=revision.file_name,
        media_type=revision.media_type,
    )


def check_quarantine(revision: EvidenceRevision) -> None:
    """Raise `NotAllowed` with the reason where the file of `revision` may not be opened."""
    reason = find_file_quarantine(revision)
    if reason:
        raise NotAllowed(reason)


def find_file_quarantine(revision: EvidenceRevision) -> str:
    """Return why the file of `revision` may not be handed out; empty where it may."""
    if revision.sha256 is None:
        return ""
    return find_quarantine(revision.sha256, is_scanning=current_settings().scanner is not None)
