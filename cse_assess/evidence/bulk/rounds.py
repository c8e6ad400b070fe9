"""The daily round that deletes batches that nobody has saved."""

from typing import Any

from cse_assess.db import read_only, unit_of_work
from cse_assess.evidence.bulk.queries import list_expired_ids
from cse_assess.evidence.bulk.services import delete_expired_batch
from cse_assess.jobs.handlers import JobContext


def delete_upload_batches(_context: JobContext, _arguments: dict[str, Any]) -> dict[str, Any]:
    """Delete the batches whose time has passed; return how many. Their files go a day later."""
    with read_only():
        expired = list_expired_ids()
    for batch_id in expired:
        with unit_of_work():
            delete_expired_batch(batch_id=batch_id)
    return {"deleted": len(expired)}
