"""Has redacted copies made in a child process (`reading.child`)."""

from collections.abc import Sequence
from pathlib import Path

from cse_assess.reading.child import MEBIBYTE, ChildFailed, ChildLimits, run_child
from cse_assess.reading.errors import ReadingFailed
from cse_assess.reading.refusal import Refused

TASK = "cse_assess.reading.redaction.copying:make_copy"
LIMITS = ChildLimits(
    memory_bytes=2048 * MEBIBYTE,
    cpu_seconds=240,
    deadline_seconds=300,
    written_bytes=200 * MEBIBYTE,
)
_TOO_HARD = (
    "The redacted copy could not be made: the file is too complex or too long. Split it, or save "
    "it as a PDF and redact that."
)


def redact_file(path: Path, suffix: str, words: Sequence[str], target: Path) -> int:
    """Write a copy of the file at `path` without `words` to `target`; return how many were found.

    `suffix` (lower case, without a dot) is what the file is read as; `target` lies in a temporary
    folder of its own and is not there yet. Nothing hidden comes over: no properties, comments,
    tracked changes or attachments. Raises `ReadingFailed` saying why no copy could be made
    safely. Never call it with a database transaction open.
    """
    arguments = {
        "source": str(path.resolve()),
        "suffix": suffix,
        "words": list(words),
        "target": str(target.resolve()),
    }
    try:
        answer = run_child(TASK, arguments, limits=LIMITS, output=target.parent)
    except Refused as refusal:
        raise ReadingFailed(str(refusal)) from None
    except ChildFailed:
        raise ReadingFailed(_TOO_HARD) from None
    return int(answer["count"])
