"""Who may submit, and read what was submitted: pure functions of an actor and an object."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment
from cse_assess.review.submissions.models import Submission


def can_submit(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may submit the self-assessment: a lead or an administrator.

    A locked one can be submitted too: nothing in it changes.
    """
    return can_manage_assessment(actor, assessment)


def can_withdraw(actor: Actor, submission: Submission) -> bool:
    """Tell whether the person may take the submission back now."""
    return can_submit(actor, submission.assessment) and not submission.is_withdrawn


def can_download_content(actor: Actor, submission: Submission) -> bool:
    """Tell whether the person may take away all that was submitted, confidential titles too."""
    return can_manage_assessment(actor, submission.assessment)
