"""Collects the assessor's paper of a submission."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm.attributes import set_committed_value

from cse_assess.assessments.past.frozen import read_tree
from cse_assess.assessments.queries import AssessmentTree
from cse_assess.assessments.wording import standard_for
from cse_assess.audit.queries import get_head
from cse_assess.reports.document import GapReport
from cse_assess.reports.gap import build_gap_report
from cse_assess.reports.options import ReportOptions
from cse_assess.review.reading.queries import load_revisions
from cse_assess.review.submissions.models import Submission


def collect_submitted_report(
    submission: Submission, *, options: ReportOptions, folders: Sequence[Path]
) -> GapReport:
    """Return the paper of what was submitted, judged on the day of the visit that was planned then.

    `folders` hold the installation's standards; raises `NotFound` where this one is not installed
    any more. Its passages lead nowhere: their pages are for the organisation.
    """
    standard = standard_for(submission.assessment, folders=folders)
    tree = read_tree(submission.snapshot.content, submission.assessment_id)
    tree.assessment.cycle = f"{tree.assessment.cycle}, submission {submission.number}"
    _leave_out_what_is_sealed(tree)
    return build_gap_report(tree, standard=standard, options=options, trail=get_head())


def _leave_out_what_is_sealed(tree: AssessmentTree) -> None:
    """Take out what was quoted from files that are sealed now, in one query."""
    pieces = [linked for own in tree.evidence.values() for linked in own]
    stored = load_revisions({(each.item.id, each.revision.number) for each in pieces})
    for linked in pieces:
        revision = stored.get((linked.item.id, linked.revision.number))
        if revision is None or revision.is_sealed:
            set_committed_value(linked.link, "pins", [])
