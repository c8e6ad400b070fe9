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
from cse_assess.reports.options import Audience, Format, ReportOptions
from cse_assess.reports.policy import can_have_report
from cse_assess.reports.queries import find_same_report
from cse_assess.review.submissions.models import Submission

GAP_REPORT = "gap_report"


def request_gap_report(
    *,
    actor: Actor,
    assessment: Assessment,
    options: ReportOptions,
    fingerprint: str,
    file_format: Format = Format.PDF,
) -> Report:
    """Ask for a gap analysis: the report and the job that makes it, in one transaction.

    `fingerprint` tells what it would be made from now. One that was made from the same, or is
    being made from it, is returned in place of another. Raises `NotAllowed` where the person may
    not have a report with these options.
    """
    if not can_have_report(actor, assessment, options):
        raise NotAllowed("Your account does not let you make this report.")
    wanted = Report(
        assessment=assessment,
        format=file_format,
        fingerprint=fingerprint,
        options=options.to_json(),
    )
    return _find_or_start(actor, wanted)


def request_submitted_report(
    *,
    actor: Actor,
    submission: Submission,
    options: ReportOptions,
    fingerprint: str,
    file_format: Format,
) -> Report:
    """Ask for the assessor's paper of a submission, as above.

    The caller has made sure that the person may read the submission with its levels. Raises
    `NotAllowed` for a paper that is written for somebody else.
    """
    if options.audience is not Audience.ASSESSOR:
        raise NotAllowed("Your account does not let you make this report.")
    wanted = Report(
        assessment=submission.assessment,
        number=submission.number,
        format=file_format,
        fingerprint=fingerprint,
        options=options.to_json(),
    )
    return _find_or_start(actor, wanted)


def _find_or_start(actor: Actor, wanted: Report) -> Report:
    """Return the one that is like the wanted one in all that counts, or start that."""
    report = find_same_report(
        wanted.assessment.id,
        wanted.number,
        file_format=Format(wanted.format),
        fingerprint=wanted.fingerprint or "",
    ) or _start(actor, wanted)
    _record_request(actor, report)
    return report


def _start(actor: Actor, report: Report) -> Report:
    report.kind, report.created_by_id = GAP_REPORT, actor.user_id
    session.add(report)
    session.flush()
    report.job = enqueue_job(
        kind=GAP_REPORT,
        arguments={"report_id": report.id},
        organisation_id=report.assessment.organisation_id,
        created_by_id=actor.user_id,
    )
    session.flush()
    return report


def _record_request(actor: Actor, report: Report) -> None:
    record_event(
        actor_id=actor.user_id,
        actor_name=actor.name,
        organisation_id=report.assessment.organisation_id,
        action=AuditAction.REPORT_REQUESTED,
        object_type="report",
        object_id=report.id,
        details={"assessment_id": report.assessment_id, "format": report.format, **report.options},
    )


def finish_report(*, report_id: int, blob: StoredBlob, file_name: str, fingerprint: str) -> None:
    """Give a report its file and the fingerprint of what that was made from.

    One that has its file already keeps it, however often it is made.
    """
    session.execute(
        update(Report)
        .where(Report.id == report_id, Report.sha256.is_(None))
        .values(
            sha256=blob.sha256,
            size=blob.size,
            file_name=file_name,
            fingerprint=fingerprint,
            finished_at=now(),
        )
    )
