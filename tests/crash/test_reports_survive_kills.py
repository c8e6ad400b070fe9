"""A worker is killed in the middle of a whole gap analysis: it is made all the same, and once."""

import io
import json
import os
import random
import sys
import time
from functools import partial
from pathlib import Path
from uuid import uuid4

import pikepdf
import pytest
from factories.assessments import attach, cse, make_assessment, system_actor, write_response
from factories.evidence import make_item
from factories.jobs import read_job
from factories.processes import killable_processes, wait_until
from sqlalchemy import func, select

from cse_assess.assessments.queries import load_tree
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import verify_chain
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.db import session
from cse_assess.jobs.models import JobState
from cse_assess.reports.models import Report
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.services import request_gap_report

SCRIPT = Path(__file__).parent / "report_worker.py"
TERMS = {
    "lease_seconds": 1.5,
    "heartbeat_seconds": 0.3,
    "poll_seconds": 0.05,
    "retry_seconds": 0,
    "max_attempts": 99,
}
COLLECTED, STORING = 10, 90
PATIENCE_SECONDS = 120


@pytest.fixture
def start_worker(app, settings, database_url):
    """Give a function that starts a worker of the test's instance; all are killed in the end."""
    environment = {
        "PATH": os.environ["PATH"],
        "CSE_ASSESS_INSTANCE_PATH": str(settings.instance_path),
        "CSE_ASSESS_DATABASE_URL": database_url,
        "TMPDIR": str(settings.instance_path),
    }

    command = [sys.executable, str(SCRIPT), json.dumps(TERMS)]
    with killable_processes() as start:
        yield partial(start, command, env=environment)


@pytest.fixture
def assessment(app):
    """Give a self-assessment with a level, words and evidence for each element."""
    assessment = make_assessment()
    survey = make_item(assessment.organisation, title="Survey of the wards")
    for element in cse().elements:
        write_response(
            assessment, element.code, level="partial", justification="We ask. " * 80, tell="So. "
        )
        attach(assessment, element.code, survey, note=f"Page 3 shows {element.code}.")
    return assessment


def ask_for_report(assessment) -> Report:
    actor = system_actor(assessment.service)
    report = request_gap_report(
        actor=actor, assessment=assessment, options=ReportOptions(), fingerprint=uuid4().hex
    )
    session.commit()
    return report


def state_of(assessment):
    """Return all that was written, as it stands now."""
    session.rollback()
    session.expire_all()
    tree = load_tree(assessment.id)
    answers = [(each.element_code, each.level, each.justification) for each in tree.responses]
    return answers, session.scalar(select(func.count()).select_from(AuditEvent))


def wait_for(job_id, holds):
    wait_until(
        lambda: holds(read_job(job_id)),
        seconds=PATIENCE_SECONDS,
        pause=0.005,
        describe=lambda: describe_job(read_job(job_id)),
    )


def describe_job(job):
    return f"{job.state}, {job.progress_text}"


@pytest.mark.parametrize("percent", [0, COLLECTED, COLLECTED + 1, STORING])
def test_a_report_whose_worker_is_killed_is_made_once_and_nothing_is_lost(
    app, start_worker, assessment, percent
):
    """The worker dies a moment after the job has come so far, whatever it is doing by then."""
    report = ask_for_report(assessment)
    report_id, job_id, before = report.id, report.job_id, state_of(assessment)
    first = start_worker()
    wait_for(job_id, lambda job: job.attempts and job.progress_percent >= percent)
    time.sleep(random.Random(percent).uniform(0, 0.1))  # noqa: S311 -- no secret
    first.kill()
    first.wait()
    was_struck = read_job(job_id).state == JobState.RUNNING
    assert was_struck or percent == STORING, "the kill came too late"

    start_worker()
    wait_for(job_id, lambda job: job.state in (JobState.SUCCEEDED, JobState.DEAD))
    job = read_job(job_id)
    assert (job.state, job.attempts) == (JobState.SUCCEEDED, 2 if was_struck else 1)
    assert state_of(assessment) == before
    assert list(verify_chain()) == []
    assert requests_on_record() == 1
    assert_is_made_once(app, report_id, job)


def requests_on_record():
    wanted = select(func.count()).where(AuditEvent.action == AuditAction.REPORT_REQUESTED)
    return session.scalar(wanted)


def assert_is_made_once(app, report_id, job):
    [made] = session.scalars(select(Report)).all()
    assert (made.id, made.sha256) == (report_id, job.result["sha256"])
    content = b"".join(app.extensions["blobs"].stream_verified(made.sha256))
    assert len(content) == made.size
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > len(cse().criteria)
