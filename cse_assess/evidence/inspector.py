"""Looks into an uploaded file in a short-lived child process with limits of its own.

A parser that a hostile file drives mad takes the child with it and never the server. The child
starts without the application (and so without Flask), which takes about a fifth of a second.
"""

import json
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore

from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import FileType

DEADLINE_SECONDS = 60
CHILDREN_AT_ONCE = 2
CHILD_CODE = """
import sys
sys.path.append(sys.argv.pop(1))
from inspection.child import main
main(sys.argv)
"""
_TOO_HARD = (
    "The file is too complex to be checked, or it is built to overload whatever opens it. "
    "Save it again, or save it as a PDF, and upload that copy."
)
_children = BoundedSemaphore(CHILDREN_AT_ONCE)


def inspect_file(path: Path, file_type: FileType, image_pixels: int) -> None:
    """Look into the file at `path`, which claims to be of `file_type`.

    `image_pixels` is the most that a picture may have. Raises `UploadRefused` with what the check
    found, and also where the check itself did not end well within its time and memory.
    """
    verdict = _ask_child(path, file_type.suffixes[0], image_pixels)
    if verdict:
        raise UploadRefused(verdict)


def _ask_child(path: Path, suffix: str, image_pixels: int) -> str:
    """Return why the file is refused; empty where it is not."""
    folder = Path(__file__).parent
    command = [sys.executable, "-I", "-B", "-c", CHILD_CODE, str(folder), str(path), suffix]
    with _children:
        try:
            done = subprocess.run(  # noqa: S603 -- our own interpreter and code; no shell
                [*command, str(image_pixels)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=DEADLINE_SECONDS,
                check=False,
                cwd="/",
                env={"LANG": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired:
            return _TOO_HARD
    return _read_verdict(done.stdout) if done.returncode == 0 else _TOO_HARD


def _read_verdict(said: bytes) -> str:
    try:
        return str(json.loads(said)["refusal"])
    except (ValueError, KeyError, TypeError):
        return _TOO_HARD
