"""`cse-assess worker` as it is run for real: on its own instance, until it is told to end."""

import os
import signal
import subprocess
import sys

import pytest
from factories.jobs import make_job, read_job
from factories.processes import killable_processes, wait_until

from cse_assess import create_app
from cse_assess.config import load_settings
from cse_assess.db import db, session
from cse_assess.jobs.models import JobState
from cse_assess.migrations.upgrade import upgrade_database

DEAF = """import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
"""
RUN = "from cse_assess.cli import main; main()"
PATIENCE_SECONDS = 90
SAID = "Waiting for background work.\nStopped.\n"


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
@pytest.mark.parametrize("before", ["", DEAF], ids=["", "started deaf"])
def test_the_worker_command_does_jobs_until_it_is_told_to_end(instance, before, ending):
    """Shells start background commands deaf to Ctrl-C, and some supervisors to both signals."""
    job_id = make_job("knitting").id
    session.commit()
    command = [sys.executable, "-X", "faulthandler", "-c", before + RUN, "worker"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with killable_processes() as start:
        worker = start(command, env=instance, **pipes)
        wait_until(lambda: is_refused(job_id), pause=0.05)
        worker.send_signal(ending)
        said, complained = read_to_its_end(worker)
    assert (worker.returncode, said, complained) == (0, SAID, "")


def read_to_its_end(worker):
    """Return what it printed; one that does not end is made to say where it hangs."""
    try:
        return worker.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        worker.send_signal(signal.SIGABRT)
        return worker.communicate()


def is_refused(job_id):
    """Tell whether the job, of a kind that nobody knows, is refused."""
    return read_job(job_id).state == JobState.DEAD
