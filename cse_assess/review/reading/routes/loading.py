"""What every page of a submission begins with: the submission, if the person may read it."""

from flask import render_template

from cse_assess.accounts.access import current_actor
from cse_assess.assessments.routes.loading import folders
from cse_assess.assessments.wording import standard_for
from cse_assess.clock import today
from cse_assess.errors import NotAllowed, NotFound
from cse_assess.review.reading import policy, queries
from cse_assess.review.second_opinion.queries import is_scoring
from cse_assess.review.submissions.models import Submission
from cse_assess.standards.structure import Standard

NO_SUBMISSION = "There is no such submission."
BLIND = (
    "You are scoring this submission blind, so its levels are hidden from you until you have "
    "finished. Open its elements and evidence from your scoring."
)


def load_submission(submission_id: int) -> Submission:
    """Return the submission with its content, for whoever reads it from outside.

    Raises `NotFound` for everybody else. What shows levels asks `load_with_levels` instead.
    """
    actor, submission = current_actor(), queries.get_submission_by_id(submission_id)
    newest = queries.find_newest_standing(submission.assessment_id)
    may_read = policy.can_read_submission(
        actor,
        submission,
        newest_id=newest.id if newest else None,
        opened_ids=queries.list_opened_ids(actor.user_id, today()),
    )
    if not may_read:
        raise NotFound(NO_SUBMISSION)
    return submission


def load_with_levels(submission_id: int) -> Submission:
    """Return the submission as above; raise `NotAllowed` for whoever scores one of it blind."""
    submission = load_submission(submission_id)
    if is_scoring(current_actor().user_id, submission.assessment_id):
        raise NotAllowed(BLIND)
    return submission


def load_submitted_standard(submission: Submission) -> Standard:
    """Return the standard in the wording that the self-assessment shows; raise `NotFound`."""
    return standard_for(submission.assessment, folders=folders())


def show_submitted(template: str, submission: Submission, **context: object) -> str:
    """Draw a page of a submission."""
    return render_template(
        template,
        submission=submission,
        assessment=submission.assessment,
        content=submission.snapshot.content,
        **context,
    )
