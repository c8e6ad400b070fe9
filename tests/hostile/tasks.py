"""Tasks for a child process that runs wild, one way each; they are run by name."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from cse_assess.evidence.inspection.verdict import check_file
from cse_assess.reading.formats.entry import read_file
from cse_assess.reading.refusal import Refused


def add(left, right):
    return {"sum": left + right}


def list_loaded():
    return sorted(name for name in sys.modules if "." not in name)


def say_no():
    raise Refused("It is not what its name says.")


def quote_the_file():
    raise ValueError("the salary of a named person")


def print_much():
    sys.stdout.write("x" * 100_000)
    return "answered"


def run_on():
    while True:
        pass


def wait_on():
    time.sleep(60)


def take_memory():
    return len(b"x" * (3 * 2**30))


def crash():
    os.abort()


def answer_at_length(size):
    return "x" * size


def write_file(path, size=1):
    Path(path).write_bytes(b"x" * size)


def remove_file(path):
    Path(path).unlink()


def open_connection():
    socket.create_connection(("127.0.0.1", 9))


def start_process():
    subprocess.run(["/bin/true"], check=True)


def move_file(path):
    Path(path).rename(path + ".moved")


def judge_files(folder):
    """Return, by its name, what door and reader make of each file: seconds, refusal or type."""
    return {path.name: _judge(path) for path in sorted(Path(folder).iterdir())}


def _judge(path):
    started = time.monotonic()
    suffix = path.suffix.removeprefix(".")
    verdict = {"refusal": "", "type": "", "unread": ""}
    try:
        check_file(str(path), suffix, 100_000_000)
    except Refused as refusal:
        verdict["refusal"] = str(refusal)
    try:
        verdict["type"] = read_file(str(path), suffix)["type"]
    except Refused as refusal:
        verdict["unread"] = str(refusal)
    return {**verdict, "seconds": time.monotonic() - started}
