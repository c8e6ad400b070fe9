"""Looks into an uploaded file in a child process (`reading.child`)."""

from pathlib import Path
from threading import BoundedSemaphore

from cse_assess.evidence.errors import UploadRefused
from cse_assess.evidence.inspection.file_types import FileType
from cse_assess.reading.child import ChildFailed, ChildLimits, run_child
from cse_assess.reading.refusal import Refused

CHECK = "cse_assess.evidence.inspection.verdict:check_file"
LIMITS = ChildLimits()
CHILDREN_AT_ONCE = 2
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
    claims = {
        "path": str(path.resolve()),
        "suffix": file_type.suffixes[0],
        "image_pixels": image_pixels,
    }
    try:
        with _children:
            run_child(CHECK, claims, limits=LIMITS)
    except Refused as refusal:
        raise UploadRefused(str(refusal)) from None
    except ChildFailed:
        raise UploadRefused(_TOO_HARD) from None
