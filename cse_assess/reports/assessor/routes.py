"""Hands the assessor's report out as a file: to its assessors, and to the organisation."""

import tempfile
from dataclasses import replace
from pathlib import Path

from flask import Blueprint, Response

from cse_assess.accounts.access import current_actor, requires_member, signed_in
from cse_assess.assessments.routes.loading import folders
from cse_assess.reports.assessor.making import make_file
from cse_assess.reports.assessor.paper import AssessorPaper
from cse_assess.reports.assessor.queries import collect_draft, collect_paper, collect_signed
from cse_assess.reports.options import Format
from cse_assess.review.decision.policy import can_read_draft
from cse_assess.review.decision.routes.loading import load_received
from cse_assess.review.desk.routes.loading import load_review
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note
from cse_assess.web.context import current_settings
from cse_assess.web.downloads import send_made_file

written = Blueprint("assessor_paper", __name__)
received = Blueprint("received_paper", __name__)

BLUEPRINTS = (written, received)

SECONDS_TO_WAIT = 90
"""How long a browser waits for a paper; the command line waits as long as the settings say."""


@written.get("/reviews/<int:review_id>/report/file.<any(pdf, docx):extension>")
@signed_in
def download(review_id: int, extension: str) -> Response:
    """Hand out the report as it stands, to an assessor of the review."""
    review = load_review(review_id)
    paper = _send(collect_paper(review, folders=folders()), Format(extension))
    note(review.submission, OpenedKind.REPORT, f"The assessor’s report, {extension.upper()}")
    return paper


@received.get(
    "/assessments/<int:assessment_id>/assessor-report/<int:number>/file.<any(pdf, docx):extension>",
    endpoint="download",
)
@requires_member
def download_received(assessment_id: int, number: int, extension: str) -> Response:
    """Hand out the draft to those who may read it now, and otherwise what was signed last."""
    review = load_received(assessment_id, number)
    if can_read_draft(current_actor(), review):
        return _send(collect_draft(review, folders=folders()), Format(extension))
    return _send(collect_signed(review), Format(extension))


def _send(paper: AssessorPaper, file_format: Format) -> Response:
    limits = current_settings().rendering
    waited = replace(limits, deadline_seconds=min(limits.deadline_seconds, SECONDS_TO_WAIT))
    with tempfile.TemporaryDirectory() as folder:
        made = make_file(paper, file_format, Path(folder), limits=waited).read_bytes()
    name = f"{paper.file_stem}.{file_format}"
    return send_made_file(made, media_type=file_format.media_type, file_name=name)
