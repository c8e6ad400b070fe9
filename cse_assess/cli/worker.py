"""`cse-assess worker`: background work in a process of its own."""

import signal

import click
from flask import Flask

from cse_assess.cli.support import instance_app
from cse_assess.jobs.leases import LeaseTerms
from cse_assess.jobs.worker import GRACE_SECONDS, start_worker_thread

ENDINGS = {signal.SIGTERM, signal.SIGINT}


@click.command("worker")
def worker_command() -> None:
    """Do background work, such as making PDFs, until it is stopped (SIGTERM or Ctrl-C).

    Run it beside `cse-assess serve` with CSE_ASSESS_JOBS=worker set for both. A job that is not
    finished 20 seconds after the signal goes back in the queue.
    """
    with instance_app() as app:
        click.echo("Waiting for background work.")
        work_until_stopped(app)
    click.echo("Stopped.")


def work_until_stopped(
    app: Flask, terms: LeaseTerms | None = None, grace_seconds: float = GRACE_SECONDS
) -> None:
    """Do the jobs of `app` until SIGTERM or Ctrl-C; called in the process's main thread.

    The worker has a thread of its own, so that a signal is heeded while a job runs. Both signals
    are held back from every thread and asked for here: whichever thread the system would have
    chosen, and whether or not whoever started the process ignores or blocks them, they end it. A
    second one, while the job in hand is being finished, does what it does to any process that was
    started in the same way: it mostly ends it at once, and another worker takes the job up.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)
    thread = start_worker_thread(app, terms or LeaseTerms())
    signal.sigwait(ENDINGS)
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    thread.stop(grace_seconds)
