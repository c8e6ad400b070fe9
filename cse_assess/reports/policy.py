"""Who may ask for a report and who may have one: pure functions of an actor and a report."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment, can_view_assessment
from cse_assess.reports.options import ReportOptions


def can_show_confidential_titles(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may have the titles of confidential evidence printed.

    Those who manage the self-assessment may, and its assessor, to whom the evidence was linked.
    """
    return can_manage_assessment(actor, assessment) or assessment.id in actor.assesses


def can_have_report(actor: Actor, assessment: Assessment, options: ReportOptions) -> bool:
    """Tell whether the person may ask for, watch and download a report with these options."""
    if not can_view_assessment(actor, assessment):
        return False
    if options.shows_confidential_titles:
        return can_show_confidential_titles(actor, assessment)
    return True
