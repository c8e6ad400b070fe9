"""The blueprint of the assessor's pages of a visit, and what they share."""

from http import HTTPStatus

from flask import Blueprint, request

from cse_assess.errors import Conflict, DomainError, NotAllowed
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.loading import load_review, load_writable_review

blueprint = Blueprint("visit", __name__)

VISIT = "/reviews/<int:review_id>/visit"
SESSIONS = f"{VISIT}/sessions"
SESSION = f"{SESSIONS}/<int:session_id>"
NOTES = f"{VISIT}/notes"
NOTE = f"{NOTES}/<int:note_id>"
BOTH = ["GET", "POST"]

Page = str | tuple[str, int]


def load_for_writing(review_id: int) -> Review:
    """Return a review whose plan the person may change, to show a form of it.

    What was typed is sent to one that may have been signed meanwhile: that is loaded all the same,
    the service refuses, and the form is shown with its text.
    """
    load = load_writable_review if request.method == "GET" else load_review
    return load(review_id)


def status_of(error: DomainError) -> int:
    """Return the status of a form that comes back with this error."""
    if isinstance(error, NotAllowed):
        return HTTPStatus.FORBIDDEN
    return HTTPStatus.CONFLICT if isinstance(error, Conflict) else HTTPStatus.OK
