"""Prints HTML as PDF in a child process with a limit of memory and a deadline."""

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

from cse_assess.config import MEBIBYTE, Rendering
from cse_assess.errors import DomainError
from cse_assess.jobs.handlers import JobRefused

CHILD = Path(__file__).with_name("render.py")
EXIT_OUT_OF_MEMORY = 3
# Pango and GLib end the process by one of these when an allocation fails.
ABORTED = frozenset({-signal.SIGABRT, -signal.SIGTRAP})
GRACE_SECONDS = 5
# What Python, the dynamic linker and fontconfig need; no setting and no secret is passed on.
PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR", "XDG_CACHE_HOME")

_logger = logging.getLogger(__name__)


class RenderingFailed(DomainError):
    """The child process ended without a document, for a reason that may pass."""

    def __init__(self) -> None:
        super().__init__(
            "The document could not be laid out. The server’s log has the details. Try again."
        )


def render_pdf(
    html: str,
    folder: Path,
    *,
    limits: Rendering,
    report_page: Callable[[int], None] = lambda _page: None,
) -> Path:
    """Print `html` and return the PDF, a file in `folder`.

    `report_page` is told the number of each page that is laid out. Raises `JobRefused` where the
    document needs more memory or time than `limits` allow, and `RenderingFailed`.
    """
    source, target = folder / "document.html", folder / "document.pdf"
    source.write_text(html, "utf-8")
    with tempfile.TemporaryFile() as errors:
        code = _run(_command(source, target, limits), errors, limits, report_page)
        if code:
            errors.seek(0)
            _explain(code, errors.read()[-4000:].decode("utf-8", "replace"), limits)
    return target


def _command(source: Path, target: Path, limits: Rendering) -> list[str]:
    """Return the call of the child: by its file, so that nothing else of the package is loaded."""
    numbers = (str(limits.memory_bytes), str(limits.deadline_seconds))
    return [sys.executable, "-P", str(CHILD), str(source), str(target), *numbers]


def _run(
    command: list[str],
    errors: IO[bytes],
    limits: Rendering,
    report_page: Callable[[int], None],
) -> int:
    """Run the child to its end and return its exit code, negative for the signal that ended it."""
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    process = subprocess.Popen(  # noqa: S603 -- our own file, and no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, env=environment
    )
    watchdog = threading.Timer(limits.deadline_seconds + GRACE_SECONDS, process.kill)
    watchdog.start()
    try:
        with process:
            _report_pages(process, report_page)
    finally:
        watchdog.cancel()
    return process.returncode


def _report_pages(process: subprocess.Popen[bytes], report_page: Callable[[int], None]) -> None:
    """Pass the page numbers on until the child closes its output; end it if that goes wrong."""
    try:
        for line in process.stdout or ():
            report_page(int(line))
    except BaseException:
        process.kill()
        raise


def _explain(code: int, errors: str, limits: Rendering) -> None:
    _logger.error("printing ended with %d: %s", code, errors)
    if code == EXIT_OUT_OF_MEMORY or code in ABORTED:
        raise JobRefused(
            f"The document needs more memory than the {limits.memory_bytes // MEBIBYTE} MB that "
            "printing may use. Leave some sections out, or ask whoever runs this server for more."
        )
    if code == -signal.SIGALRM:
        raise JobRefused(
            f"The document was not ready after {limits.deadline_seconds} seconds. "
            "Leave some sections out, or ask whoever runs this server for more time."
        )
    raise RenderingFailed
