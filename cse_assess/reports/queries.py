"""Reads of reports, and of what goes into one; each function takes a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from cse_assess.assessments.actions.lines import make_lines
from cse_assess.assessments.actions.planned import list_planned_actions
from cse_assess.assessments.actions.queries import list_all
from cse_assess.assessments.checks.findings import find_everywhere
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.queries import list_level_changes, list_snapshots
from cse_assess.assessments.past.trace import draw_trace
from cse_assess.assessments.queries import AssessmentTree, is_possible_id, load_tree
from cse_assess.assessments.wording import standard_for
from cse_assess.audit.queries import get_head
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import NotFound
from cse_assess.evidence.custody.claims import Claim, HashRange
from cse_assess.evidence.custody.queries import lies_within
from cse_assess.jobs.models import Job, JobState
from cse_assess.reports.ahead import AHEAD, look_ahead
from cse_assess.reports.document import GapReport
from cse_assess.reports.gap import build_gap_report
from cse_assess.reports.models import Report
from cse_assess.reports.options import Format, ReportOptions, Section
from cse_assess.reports.plans import (
    NO_PLANS,
    Plans,
    act_as_reader,
    describe_actions,
    describe_checks,
    describe_past,
    describe_snapshots,
)
from cse_assess.standards.structure import Standard

MOST_LISTED = 50


def get_report(report_id: int) -> Report:
    """Return the report with its job and its self-assessment; raise `NotFound`."""
    report = None
    if is_possible_id(report_id):
        wanted = select(Report).where(Report.id == report_id)
        report = session.scalars(wanted.options(*_WITH_ALL)).one_or_none()
    if report is None:
        raise NotFound("There is no such report.")
    return report


_WITH_ALL = (
    joinedload(Report.job),
    joinedload(Report.created_by),
    joinedload(Report.assessment).options(
        joinedload(Assessment.service), joinedload(Assessment.organisation)
    ),
)


def list_reports(assessment_id: int, number: int | None = None) -> Sequence[Report]:
    """Return the newest reports of a self-assessment, or of its submission `number`, newest first.

    They come with their jobs.
    """
    return session.scalars(
        select(Report)
        .where(Report.assessment_id == assessment_id, Report.number.is_not_distinct_from(number))
        .options(joinedload(Report.job), joinedload(Report.created_by))
        .order_by(Report.id.desc())
        .limit(MOST_LISTED)
    ).all()


def find_same_report(
    assessment_id: int, number: int | None, *, file_format: Format, fingerprint: str
) -> Report | None:
    """Return the newest report that was made, or is being made, from the same; or None."""
    is_underway = Report.job.has(Job.state.in_((JobState.QUEUED, JobState.RUNNING)))
    wanted = (
        select(Report)
        .where(
            Report.assessment_id == assessment_id,
            Report.number.is_not_distinct_from(number),
            Report.format == file_format,
            Report.fingerprint == fingerprint,
            or_(Report.sha256.is_not(None), is_underway),
        )
        .options(*_WITH_ALL)
        .order_by(Report.id.desc())
        .limit(1)
    )
    return session.scalars(wanted).first()


def list_report_claims(span: HashRange) -> list[Claim]:
    """Return what the finished reports say must be stored."""
    rows = session.execute(
        select(Report.sha256, Report.size, Report.id)
        .where(Report.sha256.is_not(None), lies_within(Report.sha256, span))
        .order_by(Report.sha256, Report.id)
    )
    return [
        Claim(sha256, size, f"report {report_id}") for sha256, size, report_id in rows if sha256
    ]


def collect_gap_report(
    assessment_id: int, *, options: ReportOptions, folders: Sequence[Path], base_url: str = ""
) -> GapReport:
    """Return the gap analysis of a self-assessment as it stands now.

    `folders` hold the installation's standards; its passages lead to their pages under `base_url`,
    and without it they lead nowhere. Raises `NotFound` for a self-assessment or a
    standard that is not there.
    """
    tree = load_tree(assessment_id)
    standard = standard_for(tree.assessment, folders=folders)
    return build_gap_report(
        tree,
        standard=standard,
        options=options,
        base_url=base_url,
        plans=_collect_plans(tree, standard, options),
        trail=get_head(),
    )


def _collect_plans(tree: AssessmentTree, standard: Standard, options: ReportOptions) -> Plans:
    """Return of plans and past what was chosen, and look nothing else up."""
    plans, chosen, assessment = NO_PLANS, options.sections, tree.assessment
    if Section.ACTIONS in chosen:
        lines = make_lines(list_all(assessment.id), standard, today())
        plans = replace(plans, actions=tuple(describe_actions(lines)))
    if chosen & AHEAD:
        planned = list_planned_actions([assessment.id], standard)[assessment.id]
        plans = look_ahead(plans, tree, standard, options, planned)
    if Section.CHECKS in chosen:
        found = find_everywhere(tree, standard, act_as_reader(assessment))
        plans = replace(plans, checks=tuple(describe_checks(found)))
    if Section.HISTORY in chosen:
        plans = _look_back(plans, assessment, standard)
    return plans


def _look_back(plans: Plans, assessment: Assessment, standard: Standard) -> Plans:
    """Add how it came about, and the states that were kept."""
    changes, snapshots = list_level_changes(assessment.id), list_snapshots(assessment.id)
    trace = draw_trace(assessment, standard, changes, snapshots)
    return replace(
        plans,
        past=tuple(describe_past(standard, changes)),
        past_chart=trace.chart if trace else None,
        snapshots=tuple(describe_snapshots(snapshots)),
        group_names=tuple(map(standard.name_group, standard.groups())),
    )
