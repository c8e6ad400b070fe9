"""Workers are killed, frozen or stopped in mid-job: no job is lost or tried without end."""

import json
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from factories.jobs import make_job, read_job
from factories.processes import killable_processes, wait_until

from cse_assess.db import session
from cse_assess.jobs.models import JobState

SCRIPT = Path(__file__).parent / "job_worker.py"
TERMS = {"lease_seconds": 1.5, "heartbeat_seconds": 0.3, "poll_seconds": 0.05, "retry_seconds": 0}
NO_HEARTBEAT = TERMS | {"heartbeat_seconds": 3600}
PATIENCE_SECONDS = 90


@pytest.fixture
def start_worker(app, database_url, tmp_path):
    """Give a function that starts a worker; those that still run are killed in the end."""
    with killable_processes() as start_process:

        def start(terms=TERMS, grace_seconds=10):
            told = {
                "database_url": database_url,
                "folder": str(tmp_path),
                "terms": terms,
                "grace_seconds": grace_seconds,
            }
            return start_process([sys.executable, str(SCRIPT), json.dumps(told)])

        yield start


@pytest.fixture
def diary(tmp_path):
    """Give a function that counts the lines of the jobs' diary that start with a word."""

    def count(word):
        path = tmp_path / "diary"
        lines = path.read_text().splitlines() if path.exists() else []
        return sum(line.startswith(f"{word} ") for line in lines)

    return count


@pytest.fixture
def go_on(tmp_path):
    """Give a function that lets the waiting jobs go on."""
    return (tmp_path / "go").touch


def is_over(job_id):
    return read_job(job_id).state in (JobState.SUCCEEDED, JobState.DEAD)


def test_a_job_whose_worker_is_killed_is_finished_once_by_another(start_worker, diary, go_on):
    job_id = make_job("wait").id
    session.commit()
    first = start_worker()
    wait_until(lambda: diary("began") == 1)
    first.kill()
    second = start_worker()
    wait_until(lambda: diary("began") == 2)
    go_on()
    wait_until(lambda: is_over(job_id))
    job = read_job(job_id)
    assert (job.state, job.attempts, job.result) == (JobState.SUCCEEDED, 2, {"pid": second.pid})
    assert diary("ended") == 1


def test_a_worker_that_was_frozen_past_its_lease_changes_nothing(start_worker, diary, go_on):
    job_id = make_job("wait").id
    session.commit()
    frozen = start_worker(NO_HEARTBEAT)
    wait_until(lambda: diary("began") == 1)
    frozen.send_signal(signal.SIGSTOP)
    second = start_worker()
    wait_until(lambda: diary("began") == 2)
    go_on()
    wait_until(lambda: is_over(job_id))
    frozen.send_signal(signal.SIGCONT)
    wait_until(lambda: diary("ended") == 2)
    frozen.terminate()
    assert frozen.wait(PATIENCE_SECONDS) == 0
    job = read_job(job_id)
    assert (job.state, job.attempts, job.result) == (JobState.SUCCEEDED, 2, {"pid": second.pid})


def test_a_job_that_kills_its_worker_is_dead_after_three_attempts(start_worker, diary):
    job_id = make_job("poison").id
    session.commit()
    for attempt in range(1, 4):
        assert start_worker().wait(PATIENCE_SECONDS) == -signal.SIGKILL
        assert diary("poison") == attempt
    start_worker()
    wait_until(lambda: is_over(job_id))
    job = read_job(job_id)
    assert (job.state, job.attempts, diary("poison")) == (JobState.DEAD, 3, 3)
    assert "tried 3 times" in job.failure


def test_no_job_is_lost_when_workers_are_killed_at_random(start_worker, diary):
    """Many attempts are allowed, as an unlucky job may see more than three kills."""
    jobs, kills = 30, 8
    ids = [make_job("moment", arguments={"n": number}).id for number in range(jobs)]
    session.commit()
    chance = random.Random(7)  # noqa: S311 -- no secret
    terms = TERMS | {"lease_seconds": 0.5, "heartbeat_seconds": 0.1, "max_attempts": 99}
    for _ in range(kills):
        enough = diary("began") + chance.randint(1, 2)
        worker = start_worker(terms)
        wait_until(lambda enough=enough: diary("began") >= enough)
        time.sleep(chance.uniform(0, 0.05))
        worker.kill()
    start_worker(terms)
    start_worker(terms)
    wait_until(lambda: all(is_over(job_id) for job_id in ids))
    finished = [read_job(job_id) for job_id in ids]
    assert {job.state for job in finished} == {JobState.SUCCEEDED}
    assert sum(job.attempts for job in finished) > jobs, "no kill struck a job"
    assert [job.result for job in finished] == [{"n": number} for number in range(jobs)]


def test_an_idle_worker_ends_when_it_is_told_to(start_worker, diary):
    worker = start_worker()
    wait_until(lambda: diary("started") == 1)
    make_and_await_a_job()
    worker.terminate()
    assert worker.wait(PATIENCE_SECONDS) == 0


def make_and_await_a_job():
    job_id = make_job("moment", arguments={"n": 1}).id
    session.commit()
    wait_until(lambda: is_over(job_id))


def test_a_busy_worker_that_is_told_to_end_finishes_its_job(start_worker, diary, go_on):
    job_id = make_job("wait").id
    session.commit()
    worker = start_worker()
    wait_until(lambda: diary("began") == 1)
    worker.terminate()
    time.sleep(0.2)
    go_on()
    assert worker.wait(PATIENCE_SECONDS) == 0
    assert read_job(job_id).result == {"pid": worker.pid}


def test_a_busy_worker_that_has_no_time_left_gives_its_job_back(start_worker, diary):
    job_id = make_job("wait").id
    session.commit()
    worker = start_worker(grace_seconds=0.1)
    wait_until(lambda: diary("began") == 1)
    with_its_lease = read_job(job_id)
    worker.terminate()
    assert worker.wait(PATIENCE_SECONDS) == 0
    job = read_job(job_id)
    assert with_its_lease.state == JobState.RUNNING
    assert (job.state, job.attempts, job.leased_until) == (JobState.QUEUED, 0, None)
