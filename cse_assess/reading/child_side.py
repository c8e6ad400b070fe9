"""The child's side of `reading.child`: limits itself, runs one task and prints its answer.

What holds a task back: the kernel's limits on memory, time and files; a refusal of whatever Python
code does with the network, other processes, and files outside the output folder (PEP 578). The
second is no prison for a parser in C that has been taken over; it makes sure that no library of
ours fetches, starts or writes anything on its own account.
"""

import json
import os
import resource
import signal
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from cse_assess.reading.refusal import Refused

OPEN_FILES = 64
RECURSION = 400
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_FORBIDDEN = frozenset(
    {
        "os.chmod", "os.chown", "os.exec", "os.fork", "os.forkpty", "os.link", "os.mkdir",
        "os.posix_spawn", "os.rename", "os.rmdir", "os.spawn", "os.symlink", "os.system",
        "os.truncate", "pty.spawn", "subprocess.Popen",
    }
)  # fmt: skip


def main() -> None:
    """Answer the request on stdin: `{"answer": …}`, `{"refused": "…"}` or `{"failed": "…"}`."""
    request = json.load(sys.stdin)
    answer = _take_over_output()
    _limit_this_process(request["limits"])
    with os.fdopen(answer, "w", encoding="ascii") as pipe:
        json.dump(_answer(request), pipe)


def _take_over_output() -> int:
    """Keep stdout for the answer: what a library prints goes nowhere."""
    answer = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return answer


def _answer(request: Mapping[str, Any]) -> dict[str, Any]:
    module, name = request["task"].split(":")
    try:
        task = getattr(import_module(module), name)
        _forbid_side_effects(request["output"])
        return {"answer": task(**request["arguments"])}
    except Refused as refusal:
        return {"refused": str(refusal)}
    except Exception as error:  # noqa: BLE001 -- a fault of a parser is told, not its message
        return {"failed": _describe(error)}


def _describe(error: Exception) -> str:
    """Return kind and place of a fault, without its message: that may quote a private file."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f" in {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return type(error).__name__ + place


def _limit_this_process(limits: Mapping[str, int]) -> None:
    """Set the limits; past its deadline the kernel ends the child, even one left alone."""
    for kind, most in (
        (resource.RLIMIT_AS, limits["memory_bytes"]),
        (resource.RLIMIT_CPU, limits["cpu_seconds"]),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, limits["written_bytes"]),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    sys.setrecursionlimit(RECURSION)
    signal.alarm(limits["deadline_seconds"])


def _forbid_side_effects(output: str | None) -> None:
    def watch(event: str, details: tuple[Any, ...]) -> None:
        if event == "open":
            _check_open(details, output)
        elif event in _FORBIDDEN or event.startswith("socket."):
            raise PermissionError(f"{event} is not for this process")
        elif event == "os.remove" and not _lies_in(details[0], output):
            raise PermissionError("only files of its own may be removed")

    sys.addaudithook(watch)


def _check_open(details: tuple[Any, ...], output: str | None) -> None:
    path, _mode, flags = details
    if flags & _WRITING and not isinstance(path, int) and not _lies_in(path, output):
        raise PermissionError("files are written into the output folder only")


def _lies_in(path: Any, folder: str | None) -> bool:
    return folder is not None and Path(os.fsdecode(path)).resolve().parent == Path(folder)
