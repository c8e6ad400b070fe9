"""Asks for pictures of pages, and keeps how many pages a file has."""

from cse_assess.errors import NotFound
from cse_assess.evidence.study.queries import get_stored_file
from cse_assess.jobs.services import enqueue_job

JOB_KIND = "draw_pages"


def request_pictures(*, sha256: str, first: int) -> None:
    """Ask for pictures of the pages from number `first` on, in the caller's transaction.

    Raises `NotFound` where the file has no such page.
    """
    if not 1 <= first <= (get_stored_file(sha256).page_count or 1):
        raise NotFound("This file has no such page.")
    enqueue_job(
        kind=JOB_KIND,
        arguments={"sha256": sha256, "first": first},
        organisation_id=None,
        created_by_id=None,
    )


def save_page_count(*, sha256: str, count: int) -> None:
    """Keep how many pages were found, where reading the text has found none."""
    stored = get_stored_file(sha256)
    stored.page_count = stored.page_count or count
