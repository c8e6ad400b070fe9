"""The daily round that reminds leads of reviews that fall due and of certificates that end.

When they are reminded is a setting of the standard (`LifeRules`). A day on which the round did not
run is made up for: what was said once is not said again.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from cse_assess.accounts.queries import list_leads
from cse_assess.analysis.certificate_life import DueState, find_notice, judge_due
from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext
from cse_assess.review.certificates.letters import tell_due, tell_end, tell_overdue
from cse_assess.review.certificates.life import find_life
from cse_assess.review.certificates.models import Certificate, DueReview
from cse_assess.review.certificates.queries import list_lasting
from cse_assess.standards.registry import standard_folders
from cse_assess.standards.structure import LifeRules

ROUND = "remind_of_certificates"


def remind_of_certificates(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Remind the leads of every organisation as of the round's day; return how many notices."""
    on = date.fromisoformat(arguments["on"])
    folders = standard_folders(context.settings.instance_path)
    with unit_of_work():
        certificates = list_lasting(on)
        organisations = {each.assessment.organisation_id for each in certificates}
        leads = {each: [lead.id for lead in list_leads(each)] for each in sorted(organisations)}
        told = sum(
            _remind(each, find_life(each, folders), leads[each.assessment.organisation_id], on)
            for each in certificates
        )
    return {"told": told}


def _remind(certificate: Certificate, life: LifeRules, leads: Sequence[int], on: date) -> int:
    told = sum(_remind_of_review(each, life, leads, on) for each in certificate.due_reviews)
    window = find_notice(certificate.ends_on, on, life.end_notice_days)
    return told + (tell_end(certificate, leads, on, window) if window is not None else 0)


def _remind_of_review(due: DueReview, life: LifeRules, leads: Sequence[int], on: date) -> int:
    days = life.review_notice_days
    state = judge_due(due.due_on, was_held=due.was_held, on=on, notice_days=days)
    if state is DueState.OVERDUE:
        return tell_overdue(due, leads, on)
    window = None if state is DueState.HELD else find_notice(due.due_on, on, days)
    return 0 if window is None else tell_due(due, leads, on, window)
