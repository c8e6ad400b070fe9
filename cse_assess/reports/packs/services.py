"""Asks for evidence packs, and keeps what was made for a while."""

from datetime import timedelta

from sqlalchemy import select

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.policy import can_view_assessment
from cse_assess.assessments.services.guards import record
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.blobs import StoredBlob
from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.errors import NotAllowed
from cse_assess.evidence.custody.services import hold_file
from cse_assess.evidence.intake import CheckedFile
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.services import enqueue_job
from cse_assess.reports.packs.models import EvidencePack
from cse_assess.review.submissions.models import Submission

JOB_KIND = "evidence_pack"
MEDIA_TYPE = "application/zip"
KEPT_FOR = timedelta(days=14)


def request_pack(*, actor: Actor, assessment: Assessment, number: int | None) -> EvidencePack:
    """Ask for a pack of submission `number`, or of the self-assessment as it will be found.

    One of the same that is being made already is returned instead. Raises `NotAllowed`; that the
    submission is there was looked at before.
    """
    if not can_view_assessment(actor, assessment):
        raise NotAllowed("Only the organisation's own people can make an evidence pack.")
    return _request(actor, assessment, number)


def request_submitted_pack(*, actor: Actor, submission: Submission) -> EvidencePack:
    """Ask for a pack of a submission for whoever reads it from outside.

    It holds what every pack does: nothing confidential. The caller has made sure that the person
    may read the submission with its levels.
    """
    return _request(actor, submission.assessment, submission.number)


def _request(actor: Actor, assessment: Assessment, number: int | None) -> EvidencePack:
    session.refresh(assessment, with_for_update={"of": Assessment})
    pack = _find_underway(assessment, number) or _start(actor, assessment, number)
    record(actor, assessment, AuditAction.PACK_REQUESTED, {"pack": pack.id, "submission": number})
    return pack


def _find_underway(assessment: Assessment, number: int | None) -> EvidencePack | None:
    is_of_it = EvidencePack.number.is_(None) if number is None else EvidencePack.number == number
    wanted = (
        select(EvidencePack)
        .join(Job, Job.id == EvidencePack.job_id)
        .where(
            EvidencePack.assessment_id == assessment.id,
            is_of_it,
            EvidencePack.sha256.is_(None),
            Job.state.in_((JobState.QUEUED, JobState.RUNNING)),
        )
    )
    return session.scalars(wanted.limit(1)).one_or_none()


def _start(actor: Actor, assessment: Assessment, number: int | None) -> EvidencePack:
    pack = EvidencePack(assessment=assessment, number=number, created_by_id=actor.user_id)
    session.add(pack)
    session.flush()
    pack.job = enqueue_job(
        kind=JOB_KIND,
        arguments={"pack_id": pack.id},
        organisation_id=assessment.organisation_id,
        created_by_id=actor.user_id,
    )
    session.flush()
    return pack


def finish_pack(
    *,
    pack: EvidencePack,
    blob: StoredBlob,
    file_name: str,
    manifest_sha256: str,
    file_count: int,
    left_out_count: int,
) -> None:
    """Give a pack its stored file, and keep that for a while; one that has it already keeps it."""
    if pack.is_finished:
        return
    until_at = now() + KEPT_FOR
    file = CheckedFile(blob.sha256, blob.size, MEDIA_TYPE, file_name)
    hold_file(file=file, until_at=until_at)
    pack.sha256, pack.size, pack.file_name = blob.sha256, blob.size, file_name
    pack.manifest_sha256 = manifest_sha256
    pack.file_count, pack.left_out_count = file_count, left_out_count
    pack.finished_at, pack.kept_until_at = now(), until_at
    session.flush()
