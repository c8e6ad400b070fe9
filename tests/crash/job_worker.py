"""A worker in a process of its own, as `cse-assess worker` is one, with the tests' own jobs.

Takes one argument, a JSON object: `database_url`, `folder` (where jobs leave their traces),
`terms` (of `LeaseTerms`) and `grace_seconds`.
"""

import json
import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

from flask import Flask

from cse_assess.blobs import FileBlobStore
from cse_assess.cli.worker import work_until_stopped
from cse_assess.config import Settings
from cse_assess.db import init_db
from cse_assess.jobs.handlers import JobContext, register_handler
from cse_assess.jobs.leases import LeaseTerms

FOLDER = Path()


def leave_trace(word: str) -> None:
    """Add a line to the folder's diary, in one write so that no two are mixed."""
    with (FOLDER / "diary").open("a") as diary:
        diary.write(f"{word} {os.getpid()}\n")


def wait_to_go_on(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Do a job that goes on once the test allows it."""
    leave_trace("began")
    while not (FOLDER / "go").exists():
        time.sleep(0.01)
    leave_trace("ended")
    return {"pid": os.getpid()}


def take_a_moment(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Do a job in two short steps."""
    leave_trace("began")
    for percent in (0, 50):
        context.report_progress(percent, "At it")
        time.sleep(0.03)
    leave_trace("ended")
    return {"n": arguments["n"]}


def kill_the_worker(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Take the worker down, as a job does that the system stops for want of memory."""
    leave_trace("poison")
    os.kill(os.getpid(), signal.SIGKILL)
    return {}


def make_app(database_url: str) -> Flask:
    """Make an app that has a database, blobs and jobs, and nothing else."""
    app = Flask("job_worker")
    settings = Settings(instance_path=FOLDER, database_url=database_url, secret_key="k" * 40)
    app.extensions["settings"] = settings
    app.extensions["blobs"] = FileBlobStore(settings.blob_folder)
    init_db(app, database_url)
    for kind, handler in (
        ("wait", wait_to_go_on),
        ("moment", take_a_moment),
        ("poison", kill_the_worker),
    ):
        register_handler(app, kind, handler)
    return app


if __name__ == "__main__":
    told = json.loads(sys.argv[1])
    FOLDER = Path(told["folder"])
    leave_trace("started")
    work_until_stopped(
        make_app(told["database_url"]), LeaseTerms(**told["terms"]), told["grace_seconds"]
    )
