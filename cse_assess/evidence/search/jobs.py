"""The background job that brings the entry of one item in the index in step."""

from typing import Any

from cse_assess.db import unit_of_work
from cse_assess.evidence.search.services import index_by_id
from cse_assess.jobs.handlers import JobContext


def index_evidence(_context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Index the item of the arguments once more."""
    with unit_of_work():
        index_by_id(item_id=arguments["item_id"])
    return {}
