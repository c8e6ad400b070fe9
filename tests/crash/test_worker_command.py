"""`cse-assess worker` as it is run for real: on its own instance, until it is told to end."""

import os
import signal
import subprocess
import sys
import time

import pytest
from factories.jobs import make_job, read_job

from cse_assess import create_app
from cse_assess.config import load_settings
from cse_assess.db import db, session
from cse_assess.jobs.models import JobState
from cse_assess.migrations.upgrade import upgrade_database

COMMAND = [sys.executable, "-c", "from cse_assess.cli import main; main()", "worker"]
PATIENCE_SECONDS = 90


@pytest.fixture
def instance(tmp_path):
    """Give the environment of a new instance, with its app's context in force."""
    chosen = {"CSE_ASSESS_INSTANCE_PATH": str(tmp_path), "CSE_ASSESS_JOBS": "worker"}
    with create_app(load_settings(chosen)).app_context():
        upgrade_database()
        yield {"PATH": os.environ["PATH"]} | chosen
        session.remove()
        db.engine.dispose()


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "Ctrl-C"])
def test_the_worker_command_does_jobs_until_it_is_told_to_end(instance, ending):
    job_id = make_job("knitting").id
    session.commit()
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen(COMMAND, env=instance, **pipes) as worker:
        try:
            assert wait_for_end(job_id) == JobState.DEAD
            worker.send_signal(ending)
            said, complained = worker.communicate(timeout=PATIENCE_SECONDS)
        finally:
            worker.kill()
    assert (worker.returncode, said) == (0, "Waiting for background work.\nStopped.\n")
    assert complained == ""


def wait_for_end(job_id):
    """Wait until the job, of a kind that nobody knows, is refused."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        state = read_job(job_id).state
        if state == JobState.DEAD or time.monotonic() > deadline:
            return state
        time.sleep(0.05)
