"""What the child process is asked at the door: is this file what its name says, and harmless?"""

from pathlib import Path

from cse_assess.evidence.inspection.content import Limits, check_content
from cse_assess.evidence.inspection.file_types import FileType, find_type


def check_file(path: str, suffix: str, image_pixels: int) -> None:
    """Raise `Refused` unless the file at `path` is sound as a file of `suffix`."""
    with Path(path).open("rb") as file:
        check_content(file, _require_type(suffix), Limits(image_pixels))


def _require_type(suffix: str) -> FileType:
    file_type = find_type(suffix)
    if file_type is None:
        raise ValueError(f"files of the suffix {suffix!r} are not taken")
    return file_type
