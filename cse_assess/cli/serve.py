"""`cse-assess serve`: gunicorn, with the job worker in a thread beside it."""

import gc
import os
from typing import Any

import click
from flask import Flask

from cse_assess.cli.support import fail, instance_app


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
@click.option("--demo", is_flag=True, help="Fill an empty instance with the sample organisation.")
def serve_command(host: str, port: int, threads: int, *, demo: bool) -> None:
    """Serve CSE Assess until it is stopped.

    The first time, it prints a one-time link with which you set up your organisation.
    """
    os.environ.setdefault("CSE_ASSESS_BASE_URL", _local_url(host, port))
    with instance_app() as app:
        _prepare(app, demo=demo)
    _run_gunicorn(app, host=host, port=port, threads=threads)


def _local_url(host: str, port: int) -> str:
    """Return the address at which a browser on this machine finds the server."""
    name = "127.0.0.1" if host in {"0.0.0.0", "::"} else host  # noqa: S104 -- compared, not bound
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def _prepare(app: Flask, *, demo: bool) -> None:
    if demo:
        from cse_assess.cli.demo import show_demo

        show_demo(app)
    else:
        _print_set_up_link(app)


def _print_set_up_link(app: Flask) -> None:
    from cse_assess.accounts.queries import has_users
    from cse_assess.accounts.services import make_set_up_link
    from cse_assess.db import unit_of_work

    with unit_of_work():
        if not has_users():
            link = make_set_up_link(base_url=app.extensions["settings"].base_url)
            click.echo(f"Nobody can sign in yet. Set up your organisation here, once:\n  {link}")


def _run_gunicorn(app: Flask, *, host: str, port: int, threads: int) -> None:
    try:
        from gunicorn.app.base import BaseApplication
    except ImportError:
        fail("gunicorn is missing: install cse-assess again with pip")

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
        """Gunicorn told by arguments instead of by its own command line."""

        def load_config(self) -> None:
            for name, value in _gunicorn_options(app, host, port, threads).items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return app

    Server().run()


def _gunicorn_options(app: Flask, host: str, port: int, threads: int) -> dict[str, Any]:
    return {
        "bind": f"{host}:{port}",
        "workers": 1,
        "threads": threads,
        "worker_class": "gthread",
        "timeout": 120,
        "graceful_timeout": 20,
        "accesslog": None,
        "control_socket_disable": True,
        "post_worker_init": lambda worker: _begin_work(app, worker),
        "worker_exit": lambda _server, worker: _stop_jobs(worker),
    }


def _begin_work(app: Flask, worker: Any) -> None:
    """Leave what was loaded so far to be, and start the jobs.

    The garbage collector would look through all of it again and again while a large page is made,
    which takes up to half of that page's time (bench/checks-results.md).
    """
    gc.collect()
    gc.freeze()
    _start_jobs(app, worker)


def _start_jobs(app: Flask, worker: Any) -> None:
    from cse_assess.jobs.worker import start_worker_thread

    if app.extensions["settings"].job_driver == "thread":
        worker.cse_assess_jobs = start_worker_thread(app)


def _stop_jobs(worker: Any) -> None:
    """Finish or give back the job in hand, so that nobody waits for its lease to run out."""
    jobs = getattr(worker, "cse_assess_jobs", None)
    if jobs is not None:
        jobs.stop()
