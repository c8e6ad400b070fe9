"""The assessor's page of a report: what it says, what is in the way, and what comes next."""

from cse_assess.accounts.access import current_actor, signed_in
from cse_assess.review.decision import policy, queries
from cse_assess.review.decision.assembling import Report
from cse_assess.review.decision.blocks import list_blocks, split_lead
from cse_assess.review.decision.routes.blueprints import REPORT, written
from cse_assess.review.decision.routes.loading import load_report
from cse_assess.review.decision.verification import find_faults
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.routes.frame import show_review
from cse_assess.review.second_opinion.queries import has_scored

written.add_app_template_filter(list_blocks, "blocks")
written.add_app_template_filter(split_lead, "split_lead")


@written.get(REPORT)
@signed_in
def show(review_id: int) -> str:
    """Show the report as it stands, or as it was signed."""
    report = load_report(review_id)
    return _show_signed(report.review) if report.review.is_signed else _show_draft(report)


def _show_signed(review: Review) -> str:
    signed = queries.get_newest_signature(review.id)
    return show_review(
        "assessor_report/signed.html",
        review,
        signed=signed,
        content=signed.content,
        faults=find_faults(signed),
        can_reopen=policy.can_reopen(current_actor(), review),
    )


def _show_draft(report: Report) -> str:
    actor, review = current_actor(), report.review
    return show_review(
        "assessor_report/show.html",
        review,
        report=report,
        content=report.content,
        sections=report.sections,
        testers_missing=policy.explain_testers(actor.user_id, review, report.testers),
        can_hold=policy.can_hold_round(actor, review),
        can_sign=policy.can_sign(
            actor,
            review,
            has_scored=has_scored(actor.user_id, review.submission_id),
            testers=report.testers,
        ),
    )
