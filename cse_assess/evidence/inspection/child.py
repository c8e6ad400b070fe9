"""The child process: sets its own limits, looks into one file and prints the verdict."""

import json
import resource
import sys
from collections.abc import Sequence
from pathlib import Path

from .content import Limits, check_content
from .file_types import FileType, find_type
from .refusal import Refused

MEMORY_BYTES = 1536 * 1024 * 1024
CPU_SECONDS = 40
OPEN_FILES = 64
RECURSION = 400


def main(arguments: Sequence[str]) -> None:
    """Print `{"refusal": "…"}` for the file `arguments[1]` of suffix `[2]`, pixel limit `[3]`."""
    _limit_this_process()
    path, suffix, image_pixels = arguments[1:4]
    print(json.dumps({"refusal": find_refusal(Path(path), suffix, int(image_pixels))}))  # noqa: T201


def find_refusal(path: Path, suffix: str, image_pixels: int) -> str:
    """Return why the file at `path` is refused as a file of `suffix`; empty where it is not."""
    try:
        with path.open("rb") as file:
            check_content(file, _require_type(suffix), Limits(image_pixels))
    except Refused as refusal:
        return str(refusal)
    return ""


def _require_type(suffix: str) -> FileType:
    file_type = find_type(suffix)
    if file_type is None:
        raise ValueError(f"files of the suffix {suffix!r} are not taken")
    return file_type


def _limit_this_process() -> None:
    """Allow no more memory, time or files than a sound upload needs, and no file to be written."""
    for kind, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))
    sys.setrecursionlimit(RECURSION)
