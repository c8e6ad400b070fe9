"""The daily round that lets go of uploads that nobody finished."""

from datetime import timedelta
from typing import Any

from cse_assess.db import read_only, unit_of_work
from cse_assess.evidence.custody.services import end_hold, list_expired_holds
from cse_assess.jobs.handlers import JobContext

YOUNGEST_DISCARDED = timedelta(hours=1)


def let_go_of_uploads(context: JobContext, _arguments: dict[str, Any]) -> dict[str, Any]:
    """Discard the files of uploads that were never finished; return how many.

    The blob goes last. One that somebody has just stored again stays.
    """
    with read_only():
        expired = list_expired_holds()
    discarded = 0
    for sha256 in expired:
        with unit_of_work():
            is_needless = end_hold(sha256=sha256)
        if is_needless:
            discarded += context.blobs.discard(sha256, YOUNGEST_DISCARDED)
    return {"discarded": discarded}
