"""One worker at a time has a job, and one that lost it writes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event

import pytest
from factories.jobs import make_job, read_job

from cse_assess.clock import now
from cse_assess.db import session
from cse_assess.jobs import leases
from cse_assess.jobs.handlers import register_handler
from cse_assess.jobs.leases import LeaseLost, LeaseTerms
from cse_assess.jobs.models import Job, JobState
from cse_assess.jobs.queries import get_job
from cse_assess.jobs.worker import run_pending_jobs

TERMS = LeaseTerms()
RAN_OUT = LeaseTerms(lease_seconds=-1)


def test_a_claim_leases_the_job_and_counts_the_attempt(app):
    make_job(arguments={"report_id": 7})
    claim = leases.claim_job(TERMS)
    job = read_job()
    assert (claim.job_id, claim.attempt, claim.arguments) == (job.id, 1, {"report_id": 7})
    assert (job.state, job.attempts, job.fence) == (JobState.RUNNING, 1, claim.fence)
    assert timedelta(seconds=50) < job.leased_until - now() <= timedelta(seconds=60)


def test_a_job_that_is_leased_is_not_given_to_another_worker(app):
    make_job()
    leases.claim_job(TERMS)
    assert leases.claim_job(TERMS) is None


def test_a_job_whose_time_has_not_come_waits(app):
    make_job(run_after=now() + timedelta(seconds=30))
    assert leases.claim_job(TERMS) is None


def test_what_somebody_waits_for_goes_before_what_is_done_in_the_background(app):
    make_job("study", is_background=True, run_after=now() - timedelta(days=1))
    make_job("report")
    assert [leases.claim_job(TERMS).kind for _ in range(2)] == ["report", "study"]


def test_a_job_whose_lease_ran_out_goes_to_the_next_worker(app):
    make_job()
    first = leases.claim_job(RAN_OUT)
    second = leases.claim_job(TERMS)
    assert second.attempt == 2
    assert second.fence > first.fence


def test_a_renewed_lease_is_kept(app):
    make_job()
    leases.renew_lease(leases.claim_job(RAN_OUT), TERMS)
    assert leases.claim_job(TERMS) is None


@pytest.mark.parametrize(
    "write",
    [
        lambda claim: leases.renew_lease(claim, TERMS),
        lambda claim: leases.save_progress(claim, 90, "Nearly there"),
        lambda claim: leases.finish_job(claim, {"stale": True}),
        lambda claim: leases.bury_job(claim, "stale"),
        lambda claim: leases.retry_job(claim, "stale", TERMS),
        leases.give_back_job,
    ],
    ids=["renew", "progress", "finish", "bury", "retry", "give_back"],
)
def test_a_worker_that_lost_its_lease_writes_nothing(app, write):
    make_job()
    stale = leases.claim_job(RAN_OUT)
    leases.claim_job(TERMS)
    before = describe(read_job())
    with pytest.raises(LeaseLost):
        write(stale)
    assert describe(read_job()) == before


def describe(job):
    return {column.name: getattr(job, column.name) for column in Job.__table__.columns}


def test_a_job_that_was_given_back_is_not_counted_and_is_at_once_another_workers(app):
    make_job()
    first = leases.claim_job(TERMS)
    leases.give_back_job(first)
    second = leases.claim_job(TERMS)
    assert second.attempt == 1
    with pytest.raises(LeaseLost):
        leases.finish_job(first, {})


def test_a_job_that_took_three_workers_down_is_dead_with_a_reason(app):
    make_job()
    for _ in range(3):
        assert leases.claim_job(RAN_OUT) is not None
    assert leases.claim_job(RAN_OUT) is None
    job = read_job()
    assert (job.state, job.attempts) == (JobState.DEAD, 3)
    assert "tried 3 times" in job.failure


def test_the_last_worker_of_a_buried_job_can_no_longer_finish_it(app):
    make_job()
    claims = [leases.claim_job(RAN_OUT) for _ in range(3)]
    leases.claim_job(TERMS)
    with pytest.raises(LeaseLost):
        leases.finish_job(claims[-1], {})
    assert read_job().state == JobState.DEAD


def test_the_progress_of_an_earlier_attempt_is_not_shown_for_the_next(app):
    make_job()
    leases.save_progress(leases.claim_job(TERMS), 80, "Nearly there")
    make_lease_run_out()
    leases.claim_job(TERMS)
    job = read_job()
    assert (job.progress_percent, job.progress_text) == (0, "")


def make_lease_run_out():
    get_job(1).leased_until = now() - timedelta(seconds=1)
    session.commit()


@pytest.mark.parametrize(("given", "kept"), [(-5, 0), (0, 0), (55, 55), (140, 100)])
def test_progress_stays_between_nothing_and_all(app, given, kept):
    make_job()
    leases.save_progress(leases.claim_job(TERMS), given, "x" * 500)
    job = read_job()
    assert (job.progress_percent, job.progress_text) == (kept, "x" * 200)


def test_many_workers_never_claim_the_same_job(app):
    jobs, workers = 40, 8
    for _ in range(jobs):
        make_job()
    together = Barrier(workers)

    def claim_all():
        together.wait(10)
        with app.app_context():
            return [claim.job_id for claim in iter(lambda: leases.claim_job(TERMS), None)]

    with ThreadPoolExecutor(workers) as pool:
        claimed = [pool.submit(claim_all) for _ in range(workers)]
    ids = sorted(job_id for future in claimed for job_id in future.result())
    assert len(ids) == len(set(ids))
    while claim := leases.claim_job(TERMS):
        ids.append(claim.job_id)
    assert sorted(ids) == list(range(1, jobs + 1))


def test_the_heartbeat_keeps_the_lease_of_a_long_job(app):
    terms = LeaseTerms(lease_seconds=0.6, heartbeat_seconds=0.1)
    taken = []

    def work(context, arguments):
        for _ in range(8):
            Event().wait(0.2)
            taken.append(leases.claim_job(terms))
        return {"finished": True}

    register_handler(app, "test", work)
    make_job()
    run_pending_jobs(app, terms)
    assert taken == [None] * 8
    assert read_job().result == {"finished": True}


def test_a_worker_that_lost_its_job_stops_at_its_next_report_of_progress(app, caplog):
    went_on = []

    def work(context, arguments):
        make_lease_run_out()
        leases.claim_job(TERMS)
        context.report_progress(50, "Half way")
        went_on.append(True)
        return {}

    register_handler(app, "test", work)
    make_job()
    run_pending_jobs(app)
    assert went_on == []
    assert "went to another worker" in caplog.text
    assert (read_job().state, read_job().attempts) == (JobState.RUNNING, 2)
