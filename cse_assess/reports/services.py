"""Asks for reports and keeps what was made."""

from sqlalchemy import update

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.audit.services import record_event
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.blobs import StoredBlob
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotAllowed
from cse_assess.jobs.services import enqueue_job
from cse_assess.reports.models import Report
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.policy import can_have_report

GAP_REPORT = "gap_report"


def request_gap_report(*, actor: Actor, assessment: Assessment, options: ReportOptions) -> Report:
    """Ask for a gap analysis: the report and the job that makes it, in one transaction.

    Raises `NotAllowed` where the person may not have a report with these options.
    """
    if not can_have_report(actor, assessment, options):
        raise NotAllowed("Your account does not let you make this report.")
    report = Report(
        assessment=assessment,
        kind=GAP_REPORT,
        options=options.to_json(),
        created_by_id=actor.user_id,
    )
    session.add(report)
    session.flush()
    report.job = enqueue_job(
        kind=GAP_REPORT,
        arguments={"report_id": report.id},
        organisation_id=assessment.organisation_id,
        created_by_id=actor.user_id,
    )
    session.flush()
    _record_request(actor, report)
    return report


def _record_request(actor: Actor, report: Report) -> None:
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=report.assessment.organisation_id,
        action=AuditAction.REPORT_REQUESTED,
        object_type="report",
        object_id=report.id,
        details={"assessment_id": report.assessment_id, **report.options},
    )


def finish_report(*, report_id: int, blob: StoredBlob, file_name: str) -> None:
    """Give a report its file; one that has its file already keeps it, however often it is made."""
    session.execute(
        update(Report)
        .where(Report.id == report_id, Report.sha256.is_(None))
        .values(sha256=blob.sha256, size=blob.size, file_name=file_name, finished_at=now())
    )
