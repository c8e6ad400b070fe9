"""A job is the record that pages read: what was asked, how far it is, and what came of it."""

import logging
import threading
from datetime import timedelta

import pytest
from factories.jobs import make_job, read_job
from sqlalchemy.exc import DatabaseError

from cse_assess.clock import now
from cse_assess.db import begin_reading, end_reading, session, unit_of_work
from cse_assess.errors import Conflict, NotFound
from cse_assess.jobs.handlers import JobRefused, register_handler
from cse_assess.jobs.leases import LeaseTerms
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.queries import find_job, get_job
from cse_assess.jobs.services import enqueue_job
from cse_assess.jobs.worker import run_pending_jobs, run_worker, start_worker_thread

AT_ONCE = LeaseTerms(retry_seconds=0)


def register(app, work, kind="test"):
    register_handler(app, kind, work)


def test_a_job_runs_once_and_its_result_is_kept(app):
    ran = []

    def work(context, arguments):
        ran.append(arguments)
        return {"pages": 3}

    register(app, work)
    make_job(arguments={"report_id": 7})
    assert run_pending_jobs(app) == 1
    assert run_pending_jobs(app) == 0
    job = read_job()
    assert ran == [{"report_id": 7}]
    assert (job.state, job.result, job.progress_percent) == (JobState.SUCCEEDED, {"pages": 3}, 100)
    assert job.finished_at is not None
    assert job.leased_until is None


def test_a_job_of_a_transaction_that_is_rolled_back_never_was(app):
    enqueue_job(kind="test", arguments={}, organisation_id=1, created_by_id=None)
    session.rollback()
    assert run_pending_jobs(app) == 0


def test_jobs_run_in_the_order_in_which_they_were_asked_for(app):
    ran = []
    register(app, lambda _context, arguments: ran.append(arguments["n"]) or {})
    for number in range(4):
        make_job(arguments={"n": number})
    run_pending_jobs(app)
    assert ran == [0, 1, 2, 3]


def test_the_page_can_read_the_progress_while_the_job_runs(app):
    seen = []

    def work(context, arguments):
        context.report_progress(40, "Laying out the pages")
        job = read_job()
        seen.append((job.state, job.progress_percent, job.progress_text))
        return {}

    register(app, work)
    make_job()
    run_pending_jobs(app)
    assert seen == [(JobState.RUNNING, 40, "Laying out the pages")]


def test_progress_inside_a_unit_of_work_is_a_mistake_that_shows(app, caplog):
    def work(context, arguments):
        with unit_of_work():
            session.get(Job, 1)
            context.report_progress(40, "Half way")
        return {}

    register(app, work)
    make_job()
    run_pending_jobs(app)
    assert "progress is reported between units of work" in caplog.text


def test_a_refusal_ends_the_job_at_once_with_its_reason(app):
    def work(context, arguments):
        raise JobRefused("There is nothing to print yet.")

    register(app, work)
    make_job()
    assert run_pending_jobs(app, AT_ONCE) == 1
    job = read_job()
    assert (job.state, job.failure) == (JobState.DEAD, "There is nothing to print yet.")


def test_a_job_that_fails_is_tried_again_later(app):
    def work(context, arguments):
        raise OSError("disk on fire")

    register(app, work)
    make_job()
    assert run_pending_jobs(app, LeaseTerms(retry_seconds=30)) == 1
    job = read_job()
    wait = job.run_after - now()
    assert (job.state, job.attempts) == (JobState.QUEUED, 1)
    assert timedelta(seconds=20) < wait <= timedelta(seconds=30)


def test_the_wait_before_another_attempt_doubles(app):
    def work(context, arguments):
        raise OSError

    register(app, work)
    make_job(attempts=1)
    run_pending_jobs(app, LeaseTerms(retry_seconds=30))
    wait = read_job().run_after - now()
    assert timedelta(seconds=50) < wait <= timedelta(seconds=60)


def test_a_job_that_fails_three_times_is_dead(app):
    def work(context, arguments):
        raise OSError("disk on fire")

    register(app, work)
    make_job()
    assert run_pending_jobs(app, AT_ONCE) == 3
    job = read_job()
    assert (job.state, job.attempts) == (JobState.DEAD, 3)
    assert job.finished_at is not None


def test_the_page_has_plain_words_and_the_log_has_the_traceback(app, caplog):
    def work(context, arguments):
        raise OSError("disk on fire")

    register(app, work)
    make_job()
    run_pending_jobs(app)
    assert read_job().failure == (
        "Something went wrong while this was being done. "
        "The server's log has the details, under job 1."
    )
    assert "disk on fire" in caplog.text
    assert "Traceback" in caplog.text


def test_a_domain_error_keeps_its_own_words(app):
    def work(context, arguments):
        raise Conflict("Somebody is changing this assessment.")

    register(app, work)
    make_job()
    run_pending_jobs(app)
    assert read_job().failure == "Somebody is changing this assessment."


def test_a_job_that_succeeds_at_last_shows_no_failure(app):
    attempts = []

    def work(context, arguments):
        attempts.append(1)
        if len(attempts) < 3:
            raise OSError
        return {}

    register(app, work)
    make_job()
    run_pending_jobs(app, AT_ONCE)
    job = read_job()
    assert (job.state, job.failure, job.attempts) == (JobState.SUCCEEDED, "", 3)


def test_a_result_that_json_cannot_hold_is_a_failure(app):
    register(app, lambda _context, _arguments: {"on": object()})
    make_job()
    run_pending_jobs(app)
    job = read_job()
    assert (job.state, job.result) == (JobState.QUEUED, None)
    assert job.failure


def test_a_kind_that_this_version_does_not_know_is_refused_in_plain_words(app):
    make_job("knitting")
    run_pending_jobs(app)
    job = read_job()
    assert job.state == JobState.DEAD
    assert "does not know how to do “knitting”" in job.failure


def test_a_kind_has_one_handler(app):
    register(app, lambda _context, _arguments: {})
    with pytest.raises(ValueError, match="have a handler already"):
        register(app, lambda _context, _arguments: {})


def test_what_a_handler_left_uncommitted_is_undone(app):
    def work(context, arguments):
        session.get_one(Job, 1).kind = "smuggled"
        session.flush()
        raise OSError

    register(app, work)
    make_job()
    run_pending_jobs(app)
    assert read_job().kind == "test"


def test_a_handler_may_write_although_its_caller_only_reads(app):
    def work(context, arguments):
        with unit_of_work():
            make_job("made by a job", run_after=now() + timedelta(days=1))
        return {}

    register(app, work)
    make_job()
    token = begin_reading()
    run_pending_jobs(app)
    with pytest.raises(DatabaseError), unit_of_work():
        make_job("made by a reader")
    end_reading(token)
    assert read_job(1).state == JobState.SUCCEEDED
    assert read_job(2).kind == "made by a job"


def test_a_handler_that_only_reads_does_not_stop_its_worker_from_writing(app):
    def work(context, arguments):
        begin_reading()
        return {"read": True}

    register(app, work)
    make_job()
    run_pending_jobs(app)
    assert read_job().result == {"read": True}


def test_a_job_that_is_not_there_is_not_found(app):
    assert find_job(99) is None
    with pytest.raises(NotFound):
        get_job(99)


def test_a_worker_beside_the_server_is_woken_by_the_commit(app):
    done = threading.Event()
    register(app, lambda _context, _arguments: done.set() or {})
    worker = start_worker_thread(app, LeaseTerms(poll_seconds=60))
    try:
        job_id = make_job().id
        session.rollback()  # reading the id began a transaction, which the worker would wait for
        assert done.wait(10)
    finally:
        worker.stop()
    assert read_job(job_id).state == JobState.SUCCEEDED


def test_a_savepoint_that_ends_before_the_commit_does_not_wake_the_worker_in_vain(app):
    done = threading.Event()
    register(app, lambda _context, _arguments: done.set() or {})
    worker = start_worker_thread(app, LeaseTerms(poll_seconds=60))
    try:
        enqueue_job(kind="test", arguments={}, organisation_id=1, created_by_id=None)
        session.begin_nested().commit()
        assert not done.wait(0.3)
        session.commit()
        assert done.wait(10)
    finally:
        worker.stop()


def test_a_worker_finds_by_polling_what_another_process_asked_for(app):
    done = threading.Event()
    register(app, lambda _context, _arguments: done.set() or {})
    worker = start_worker_thread(app, LeaseTerms(poll_seconds=0.05))
    try:
        add_job_behind_the_workers_back()
        assert done.wait(10)
    finally:
        worker.stop()


def add_job_behind_the_workers_back():
    session.add(Job(kind="test", arguments={}))
    session.commit()


def test_a_worker_goes_on_when_its_database_fails_for_a_while(app, caplog):
    """The table has another name for a moment, as in a restore."""
    done = threading.Event()
    register(app, lambda _context, _arguments: done.set() or {})
    make_job()
    rename_table("job", "job_away")
    worker = start_worker_thread(app, LeaseTerms(poll_seconds=0.05))
    try:
        assert not done.wait(0.5)
        rename_table("job_away", "job")
        assert done.wait(10)
    finally:
        worker.stop()
    said = [record.message for record in caplog.records if "look for work" in record.message]
    assert len(said) == 2, "one line when it begins and one when it is over"
    assert "could not look for work" in said[0]
    assert "can look for work again" in said[1]


def rename_table(before, after):
    with unit_of_work():
        session.connection().exec_driver_sql(f"ALTER TABLE {before} RENAME TO {after}")


def test_a_stopped_worker_finishes_the_job_in_hand(app):
    begun, go_on = threading.Event(), threading.Event()

    def work(context, arguments):
        begun.set()
        go_on.wait(10)
        return {"finished": True}

    register(app, work)
    make_job()
    worker = start_worker_thread(app)
    assert begun.wait(10)
    threading.Timer(0.3, go_on.set).start()
    worker.stop(grace_seconds=10)
    assert read_job().result == {"finished": True}


def test_a_stopped_worker_gives_back_what_it_cannot_finish_in_time(app):
    begun, go_on = threading.Event(), threading.Event()

    def work(context, arguments):
        begun.set()
        go_on.wait(10)
        return {"finished": "too late"}

    register(app, work)
    make_job()
    worker = start_worker_thread(app)
    assert begun.wait(10)
    worker.stop(grace_seconds=0.1)
    job = read_job()
    assert (job.state, job.attempts, job.leased_until) == (JobState.QUEUED, 0, None)
    go_on.set()
    worker.stop()
    assert read_job().state == JobState.QUEUED


def test_the_loop_ends_when_it_is_told_to(app, caplog):
    caplog.set_level(logging.WARNING)
    stop = threading.Event()
    loop = threading.Thread(target=run_worker, args=(app, stop, LeaseTerms(poll_seconds=0.05)))
    loop.start()
    stop.set()
    loop.join(10)
    assert not loop.is_alive()
    assert caplog.text == ""
