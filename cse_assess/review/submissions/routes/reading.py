"""Submissions: the list, one of them with its proof, and what can be taken away."""

from flask import Response

from cse_assess.accounts.access import current_actor, requires_manager, requires_member
from cse_assess.assessments.past.content import read_day, write_content
from cse_assess.assessments.past.pieces import show_elements
from cse_assess.assessments.routes.frame import show_view
from cse_assess.assessments.routes.loading import (
    find_plain_standard,
    load_assessment,
    load_managed,
    load_standard,
)
from cse_assess.review.desk.queries import count_done, find_newest_review
from cse_assess.review.reading.queries import list_addenda
from cse_assess.review.submissions import policy, queries
from cse_assess.review.submissions.manifest import CONTENT_NAME, count_files
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.routes.blueprint import LIST, ONE, blueprint
from cse_assess.review.submissions.verification import find_faults, find_missing_files
from cse_assess.web.context import current_blobs
from cse_assess.web.downloads import send_made_file


@blueprint.get(LIST)
@requires_member
def index(assessment_id: int) -> str:
    """List what was submitted so far, newest first."""
    assessment = load_assessment(assessment_id)
    review = find_newest_review(assessment.id)
    return show_view(
        "submissions/index.html",
        assessment,
        review=review,
        done=count_done([review.id]).get(review.id, 0) if review else 0,
        standard=find_plain_standard(assessment),
        submissions=queries.list_submissions(assessment.id),
        can_submit=policy.can_submit(current_actor(), assessment),
    )


@blueprint.get(ONE)
@requires_member
def show(assessment_id: int, number: int) -> str:
    """Show what was submitted, and whether it is still that."""
    assessment = load_assessment(assessment_id)
    submission = queries.get_submission(assessment.id, number)
    standard, actor = load_standard(assessment), current_actor()
    content = submission.snapshot.content
    return show_view(
        "submissions/show.html",
        assessment,
        standard=standard,
        submission=submission,
        previous=queries.find_previous(submission),
        addenda=list_addenda(submission.id),
        content=content,
        visit_on=read_day(content["visit_on"]),
        file_count=count_files(submission.manifest),
        faults=find_faults(submission),
        missing=find_missing_files(submission, current_blobs()),
        elements=show_elements(standard, content, actor),
        can_withdraw=policy.can_withdraw(actor, submission),
        can_download=policy.can_download_content(actor, submission),
    )


@blueprint.get(f"{ONE}/manifest")
@requires_member
def manifest(assessment_id: int, number: int) -> Response:
    """Hand out the manifest, for `sha256sum --check`."""
    submission = queries.get_submission(load_assessment(assessment_id).id, number)
    return send_made_file(
        submission.manifest.encode(),
        media_type="text/plain",
        file_name=f"manifest-sha256-{_name(submission)}.txt",
    )


@blueprint.get(f"{ONE}/content")
@requires_manager
def content(assessment_id: int, number: int) -> Response:
    """Hand out the submitted levels and texts, byte for byte what the manifest speaks of."""
    submission = queries.get_submission(load_managed(assessment_id).id, number)
    return send_made_file(
        write_content(submission.snapshot.content),
        media_type="application/json",
        file_name=CONTENT_NAME,
    )


def _name(submission: Submission) -> str:
    return f"{submission.assessment_id}-{submission.number}"
