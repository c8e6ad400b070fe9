"""Starts processes that tests kill, and waits for what they do."""

import subprocess
import time
from contextlib import contextmanager


@contextmanager
def killable_processes():
    """Give a function that starts a process as `Popen` does; what still runs is killed at last."""
    started = []

    def start(command, **options):
        started.append(subprocess.Popen(command, **options))
        return started[-1]

    try:
        yield start
    finally:
        for process in started:
            with process:
                process.kill()


def wait_until(holds, *, seconds=90, pause=0.02, describe=lambda: "it does not hold yet"):
    """Wait until `holds()` is true; fail, with what `describe` says, where it is not so in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain: {describe()}"
        time.sleep(pause)
