"""Hands pictures of pages to a browser, for somebody who may open the file."""

from flask import Response

from cse_assess.errors import NotFound
from cse_assess.evidence.handout import check_quarantine
from cse_assess.evidence.models import EvidenceRevision
from cse_assess.evidence.previews.store import PreviewStore
from cse_assess.web.context import current_settings
from cse_assess.web.downloads import SANDBOX

CACHED_SECONDS = 24 * 60 * 60


def send_picture(revision: EvidenceRevision, name: str) -> Response:
    """Send a picture of the file of `revision`: its thumbnail, or the page that `name` numbers.

    The address names the content, so that a browser may keep the picture for a day; one of
    confidential evidence it may not. Raises `NotFound` for a picture that is not there, and
    `NotAllowed` for a file in quarantine.
    """
    check_quarantine(revision)
    store = PreviewStore(current_settings().preview_folder)
    picture = store.load(revision.sha256, name) if revision.sha256 else None
    if picture is None:
        raise NotFound("There is no such picture.")
    response = Response(picture, mimetype="image/webp")
    is_kept = not revision.item.is_confidential
    response.headers["Cache-Control"] = (
        f"private, max-age={CACHED_SECONDS}, immutable" if is_kept else "no-store"
    )
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
