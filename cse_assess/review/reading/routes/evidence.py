"""One piece of evidence of a submission: its details, its pages and its file."""

from datetime import timedelta

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.errors import NotFound
from cse_assess.evidence.handout import send_revision
from cse_assess.evidence.previews.handout import send_picture
from cse_assess.evidence.previews.page_picture import PictureState
from cse_assess.evidence.previews.services import request_pictures
from cse_assess.evidence.words import KIND_TITLES
from cse_assess.review.reading.noting import note_page
from cse_assess.review.reading.pieces import OpenedPiece, open_piece, require_open
from cse_assess.review.reading.preview import OpenedPage, open_page
from cse_assess.review.reading.routes.blueprint import PIECE, blueprint
from cse_assess.review.reading.routes.loading import (
    load_submission,
    load_submitted_standard,
    show_submitted,
)
from cse_assess.review.second_opinion.queries import is_scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import NO_TIME, note
from cse_assess.web.paging import wanted_page

WITH_ITS_PAGE = timedelta(minutes=10)
"""How long a picture of a page counts as opened with the page that showed it."""


@blueprint.get(PIECE)
@signed_in
def evidence(submission_id: int, item_id: int, number: int) -> str:
    """Show a piece of evidence as it was submitted, with the page of its file that is asked for."""
    submission, opened = _load(submission_id, item_id, number)
    piece = opened.piece
    page = None if piece.refusal else open_page(piece, opened.pins, wanted_page())
    is_drawing = "drawing" in request.args
    note_page(submission, piece, page, unless_within=_span_of(page, is_drawing=is_drawing))
    return show_submitted(
        "submitted/evidence.html",
        submission,
        standard=load_submitted_standard(submission),
        opened=opened,
        piece=piece,
        page=page,
        kinds=KIND_TITLES,
        is_drawing=is_drawing,
        is_blind=is_scoring(current_actor().user_id, submission.assessment_id),
    )


def _span_of(page: OpenedPage | None, *, is_drawing: bool) -> timedelta:
    """Return how long a page is noted once: it reloads itself until its picture is there."""
    is_coming = page is not None and page.picture.state == PictureState.COMING
    return WITH_ITS_PAGE if is_drawing or is_coming else NO_TIME


def _load(submission_id: int, item_id: int, number: int) -> tuple[Submission, OpenedPiece]:
    submission = load_submission(submission_id)
    standard = load_submitted_standard(submission)
    return submission, open_piece(submission, standard, (item_id, number))


@blueprint.get(f"{PIECE}/file")
@signed_in
def download(submission_id: int, item_id: int, number: int) -> Response:
    """Hand out the file of a piece of evidence, in the revision that was submitted."""
    submission, opened = _load(submission_id, item_id, number)
    revision = require_open(opened.piece)
    response = send_revision(revision)
    note(
        submission,
        OpenedKind.FILE,
        opened.piece.item.title,
        place=opened.piece.place,
        sha256=revision.sha256 or "",
    )
    return response


@blueprint.get(f"{PIECE}/address")
@signed_in
def address(submission_id: int, item_id: int, number: int) -> AnyResponse:
    """Lead to the web address that was submitted."""
    submission, opened = _load(submission_id, item_id, number)
    revision = require_open(opened.piece)
    if revision.url is None:
        raise NotFound("This evidence is a file, not a web address.")
    note(
        submission,
        OpenedKind.EVIDENCE,
        f"{opened.piece.item.title}: its web address",
        place=opened.piece.place,
    )
    return redirect(revision.url)


@blueprint.get(f"{PIECE}/pictures/<int:page>.webp")
@signed_in
def picture(submission_id: int, item_id: int, number: int, page: int) -> Response:
    """Send the picture of a page; no browser keeps it, since the access to it ends."""
    submission, opened = _load(submission_id, item_id, number)
    response = send_picture(require_open(opened.piece), str(page))
    response.headers["Cache-Control"] = "no-store"
    shown = open_page(opened.piece, (), page)
    note_page(submission, opened.piece, shown, unless_within=WITH_ITS_PAGE)
    return response


@blueprint.post(f"{PIECE}/pictures/<int:page>")
@signed_in
def draw_page(submission_id: int, item_id: int, number: int, page: int) -> AnyResponse:
    """Ask for the picture of a page."""
    submission, opened = _load(submission_id, item_id, number)
    revision = require_open(opened.piece)
    if revision.sha256 is None:
        raise NotFound("This evidence is a web address, not a file.")
    request_pictures(sha256=revision.sha256, first=page)
    return redirect(
        url_for(
            ".evidence",
            submission_id=submission.id,
            item_id=item_id,
            number=number,
            page=page,
            drawing=1,
        )
    )
