"""Collects what is printed of a review: what was signed last, or the draft as it stands."""

from collections.abc import Sequence
from pathlib import Path

from cse_assess.assessments.wording import standard_for
from cse_assess.audit.queries import get_head
from cse_assess.errors import NotFound
from cse_assess.reports.assessor.paper import AssessorPaper, make_paper
from cse_assess.review.decision.assembling import assemble_report
from cse_assess.review.decision.models import SignOff
from cse_assess.review.decision.queries import find_newest_signature
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.queries import get_review, list_reviews


def find_review(assessment_id: int, number: int) -> Review:
    """Return a review by its number within a self-assessment; raise `NotFound`."""
    for review in list_reviews([assessment_id]):
        if review.number == number:
            return get_review(review.id)
    raise NotFound("There is no such review.")


def collect_paper(review: Review, *, folders: Sequence[Path]) -> AssessorPaper:
    """Return the paper of a review for its assessor: signed, or as it is drafted now.

    `folders` hold the standards. Raises `NotFound` where a draft's is not installed any more.
    """
    return collect_signed(review) if review.is_signed else collect_draft(review, folders=folders)


def collect_draft(review: Review, *, folders: Sequence[Path]) -> AssessorPaper:
    """Return the paper of a review as it is drafted now."""
    report = assemble_report(review, standard_for(review.assessment, folders=folders))
    return make_paper(report.content, trail=get_head())


def collect_signed(review: Review) -> AssessorPaper:
    """Return the paper of what was signed last, reopened since or not; raise `NotFound`."""
    signed = find_newest_signature(review.id)
    if signed is None:
        raise NotFound("This report was not signed yet.")
    return _make_signed(signed)


def _make_signed(signed: SignOff) -> AssessorPaper:
    return make_paper(
        signed.content,
        trail=get_head(),
        sha256=signed.sha256,
        reopened_reason=signed.reopened_reason,
    )
