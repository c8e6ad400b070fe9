"""Who may ask for a report and who may have one: pure functions of an actor and a report."""

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_manage_assessment, can_view_assessment
from cse_assess.reports.options import Audience, ReportOptions


def can_show_confidential_titles(actor: Actor, assessment: Assessment) -> bool:
    """Tell whether the person may have the titles of confidential evidence printed."""
    return can_manage_assessment(actor, assessment)


def list_audiences(actor: Actor, assessment: Assessment) -> tuple[Audience, ...]:
    """Return for whom the person may have reports; the organisation's own people for everybody."""
    return tuple(Audience) if can_view_assessment(actor, assessment) else ()


def can_have_report(actor: Actor, assessment: Assessment, options: ReportOptions) -> bool:
    """Tell whether the person may ask for, watch and download a report with these options."""
    if options.audience not in list_audiences(actor, assessment):
        return False
    if options.shows_confidential_titles:
        return can_show_confidential_titles(actor, assessment)
    return True
