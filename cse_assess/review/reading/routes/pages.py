"""What was submitted: the whole, one element, and what can be taken away to check it."""

from flask import Response

from cse_assess.accounts.access import signed_in
from cse_assess.assessments.past.content import read_day, write_content
from cse_assess.review.reading.pieces import list_lines, show_element
from cse_assess.review.reading.routes.blueprint import ELEMENT, ONE, blueprint
from cse_assess.review.reading.routes.loading import (
    load_submission,
    load_submitted_standard,
    load_with_levels,
    show_submitted,
)
from cse_assess.review.submissions.manifest import CONTENT_NAME, count_files
from cse_assess.review.submissions.models import Submission
from cse_assess.review.trail.models import OpenedKind
from cse_assess.review.trail.noting import note
from cse_assess.web.downloads import send_made_file


@blueprint.get(ONE)
@signed_in
def show(submission_id: int) -> str:
    """Show what was submitted: levels by criterion, readiness, note and fingerprint."""
    submission = load_with_levels(submission_id)
    standard, content = load_submitted_standard(submission), submission.snapshot.content
    note(submission, OpenedKind.PAGE, _name(submission))
    return show_submitted(
        "submitted/show.html",
        submission,
        standard=standard,
        lines=list_lines(standard, content),
        visit_on=read_day(content["visit_on"]),
        file_count=count_files(submission.manifest),
    )


@blueprint.get(ELEMENT)
@signed_in
def element(submission_id: int, code: str) -> str:
    """Show what was submitted for one element, with its evidence."""
    submission = load_with_levels(submission_id)
    standard = load_submitted_standard(submission)
    frozen = show_element(submission, standard, code)
    before, after = standard.neighbours(code)
    title = f"{code} {frozen.element.title}"
    note(submission, OpenedKind.PAGE, title, element_code=code)
    return show_submitted(
        "submitted/element.html",
        submission,
        standard=standard,
        frozen=frozen,
        criterion=standard.criterion_of(code),
        before=before,
        after=after,
    )


@blueprint.get(f"{ONE}/manifest")
@signed_in
def manifest(submission_id: int) -> Response:
    """Hand out the manifest, for `sha256sum --check`."""
    submission = load_submission(submission_id)
    name = f"manifest-sha256-{submission.assessment_id}-{submission.number}.txt"
    note(submission, OpenedKind.FILE, f"Manifest of {_name(submission, start='submission')}")
    return send_made_file(submission.manifest.encode(), media_type="text/plain", file_name=name)


@blueprint.get(f"{ONE}/content")
@signed_in
def content(submission_id: int) -> Response:
    """Hand out levels and texts as JSON, byte for byte what the manifest speaks of."""
    submission = load_with_levels(submission_id)
    name = _name(submission, start="submission")
    note(submission, OpenedKind.FILE, f"Levels and texts of {name}")
    return send_made_file(
        write_content(submission.snapshot.content),
        media_type="application/json",
        file_name=CONTENT_NAME,
    )


def _name(submission: Submission, *, start: str = "Submission") -> str:
    return f"{start} {submission.number}"
