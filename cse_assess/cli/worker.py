"""`cse-assess worker`: background work in a process of its own."""

import signal
import threading

import click
from flask import Flask

from cse_assess.cli.support import instance_app
from cse_assess.jobs.leases import LeaseTerms
from cse_assess.jobs.worker import GRACE_SECONDS, start_worker_thread


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

    The worker has a thread of its own, so that a signal is heeded while a job runs.
    """
    thread = start_worker_thread(app, terms or LeaseTerms())
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        threading.Event().wait()
    except KeyboardInterrupt:
        thread.stop(grace_seconds)
