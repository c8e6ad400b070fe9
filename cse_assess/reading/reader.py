"""Reads a file's words in a child process (`reading.child`)."""

from pathlib import Path

from cse_assess.reading.child import ChildFailed, ChildLimits, run_child
from cse_assess.reading.document import Document
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.formats.entry import READERS
from cse_assess.reading.refusal import Refused

READ = "cse_assess.reading.formats.entry:read_file"
LIMITS = ChildLimits(cpu_seconds=60, deadline_seconds=120)
_TOO_HARD = (
    "The text of the file could not be read: it is too complex, or damaged. "
    "Save it as a PDF and try that copy."
)


def read_document(path: Path, suffix: str) -> Document:
    """Return what the file at `path` says, read as one of `suffix` (lower case, without a dot).

    It is meant for files that the library has let in. Raises `ReadingFailed` where it is damaged,
    too long, or not read within its limits of time and memory, and `ValueError` for a suffix that
    the library does not take. Takes a tenth of a second and more: never call it with a database
    transaction open.
    """
    if suffix not in READERS:
        raise ValueError(f"files of the suffix {suffix!r} are not read")
    arguments = {"path": str(path.resolve()), "suffix": suffix}
    try:
        return Document.from_json(run_child(READ, arguments, limits=LIMITS))
    except Refused as refusal:
        raise ReadingFailed(str(refusal)) from None
    except ChildFailed:
        raise ReadingFailed(_TOO_HARD) from None
