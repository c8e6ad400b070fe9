"""Runs a task on an untrusted file in a short-lived child process with limits of its own.

A parser that a hostile file drives mad takes the child with it and never the server. A task is a
function of our own, named `"package.module:function"`; it is given plain (JSON) values as keyword
arguments and returns plain values:

    answer = run_child(
        "cse_assess.reading.drawing:draw_pages",
        {"path": str(path), "width": 240},
        limits=ChildLimits(written_bytes=50 * MEBIBYTE),
        output=folder,
    )

- The child imports the task's module without the application: no Flask, no SQLAlchemy, no settings
  and no secret. It costs about 0.1 seconds and what the task imports: keep its imports lean, and
  import a heavy parser only where it is needed.
- It may write into the folder `output` only, and nothing at all without one. It may not use the
  network, nor start a process: `child_side` says how that is held.
- A task that says no raises `reading.refusal.Refused` with words for people: it arrives here as the
  same exception. Everything else that goes wrong, a broken limit included, is `ChildFailed`.
- Never call it with a database transaction open.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Timer
from typing import Any

from cse_assess.paths import PACKAGE
from cse_assess.reading.refusal import Refused

MEBIBYTE = 1024 * 1024
GRACE_SECONDS = 2
# The package is put in place by hand: its own __init__ would load the settings.
CHILD_CODE = """
import sys, types
package = types.ModuleType("cse_assess")
package.__path__ = [sys.argv[1]]
sys.modules["cse_assess"] = package
from cse_assess.reading.child_side import main
main()
"""

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ChildLimits:
    """What a child may use.

    `memory_bytes` of address space, `cpu_seconds` of processor, `deadline_seconds` by the clock,
    `written_bytes` in each file of its output folder, `answer_bytes` of JSON as its answer.
    """

    memory_bytes: int = 1536 * MEBIBYTE
    cpu_seconds: int = 40
    deadline_seconds: int = 60
    written_bytes: int = 0
    answer_bytes: int = 64 * MEBIBYTE


class ChildFailed(Exception):
    """The child ended without an answer: it broke a limit, or the task has a fault."""


def run_child(
    task: str, arguments: Mapping[str, Any], *, limits: ChildLimits, output: Path | None = None
) -> Any:
    """Run `task` (`"package.module:function"`) with `arguments` and return what it returns.

    Raises `Refused` where the task does, with its words, and `ChildFailed` where it has not ended
    well within `limits`. What a failed child has written stays in `output`: give it a temporary
    folder.
    """
    request = {
        "task": task,
        "arguments": dict(arguments),
        "limits": asdict(limits),
        "output": str(output.resolve()) if output else None,
    }
    return _read_answer(task, _ask(json.dumps(request).encode(), limits))


def _ask(request: bytes, limits: ChildLimits) -> bytes:
    process = subprocess.Popen(  # noqa: S603 -- our own interpreter and code; no shell
        [sys.executable, "-I", "-B", "-c", CHILD_CODE, str(PACKAGE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LANG": "C.UTF-8"},
        start_new_session=True,
    )
    watchdog = Timer(limits.deadline_seconds + GRACE_SECONDS, _kill, [process])
    watchdog.start()
    try:
        with process:
            return _talk(process, request, limits.answer_bytes)
    finally:
        watchdog.cancel()


def _talk(process: subprocess.Popen[bytes], request: bytes, most_bytes: int) -> bytes:
    """Hand the request over and return the answer, or nothing where it is longer than allowed."""
    try:
        with suppress(BrokenPipeError), _pipe(process.stdin) as pipe:
            pipe.write(request)
        answer: bytes = _pipe(process.stdout).read(most_bytes + 1)
    except BaseException:
        _kill(process)
        raise
    if len(answer) > most_bytes:
        _kill(process)
        return b""
    return answer


def _pipe(pipe: Any) -> Any:
    if pipe is None:
        raise RuntimeError("a child is asked through pipes")
    return pipe


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it may have started."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _read_answer(task: str, answer: bytes) -> Any:
    try:
        said = json.loads(answer)
    except ValueError:
        said = {}
    if "answer" in said:
        return said["answer"]
    if "refused" in said:
        raise Refused(str(said["refused"]))
    reason = said.get("failed", "no answer within its limits")
    _logger.warning("a child for %s failed: %s", task, reason)
    raise ChildFailed(f"{task}: {reason}")
