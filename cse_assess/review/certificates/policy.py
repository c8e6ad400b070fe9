"""Who may change certificates: pure functions of an actor and an object.

Whoever sees how the organisation works on the self-assessment may read them
(`assessments.policy.can_view_assessment`).
"""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment
from cse_assess.review.certificates.models import Certificate, DueReview


def can_enter_certificate(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may enter a certificate: a lead or an administrator.

    A locked self-assessment can have one too: nothing in it changes.
    """
    return can_manage_assessment(actor, assessment)


def can_change_certificate(actor: Actor, certificate: Certificate) -> bool:
    """Tell whether the person may change it and its due reviews now: not once it ended early."""
    return can_enter_certificate(actor, certificate.assessment) and not certificate.is_ended


def can_begin_cycle(actor: Actor, due: DueReview) -> bool:
    """Tell whether the person may begin the next cycle for a review that falls due."""
    return _can_change(actor, due) and due.assessment_id is None and not is_settled(due)


def can_remove_due_review(actor: Actor, due: DueReview) -> bool:
    """Tell whether the person may take it off the plan: nothing was done for it yet."""
    return _can_change(actor, due) and is_untouched(due)


def is_settled(due: DueReview) -> bool:
    """Tell whether somebody said how it was held."""
    return due.held_on is not None or due.review_id is not None


def is_untouched(due: DueReview) -> bool:
    """Tell whether it only stands on the plan: not held, and no cycle begun for it."""
    return due.assessment_id is None and not is_settled(due)


def _can_change(actor: Actor, due: DueReview) -> bool:
    return can_change_certificate(actor, due.certificate)
