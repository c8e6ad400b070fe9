"""The background job that makes the file of a gap analysis."""

import tempfile
import time
from pathlib import Path
from typing import Any

from cse_assess.blobs import CHUNK_BYTES, BlobStore, StoredBlob
from cse_assess.config import Settings
from cse_assess.db import read_only, unit_of_work
from cse_assess.errors import NotFound
from cse_assess.jobs.handlers import JobContext, JobRefused
from cse_assess.reports.document import GapReport
from cse_assess.reports.files import make_file, name_file
from cse_assess.reports.fingerprint import compute_fingerprint
from cse_assess.reports.models import Report
from cse_assess.reports.options import Format, ReportOptions
from cse_assess.reports.queries import collect_gap_report, get_report
from cse_assess.reports.services import finish_report
from cse_assess.reports.submitted.queries import collect_submitted_report
from cse_assess.review.submissions.queries import get_submission
from cse_assess.standards.registry import standard_folders

COLLECTED, LAID_OUT = 10, 90
# With so many pages done, half of the layout's share of the bar is full: nobody knows the total.
HALFWAY_PAGES = 30
SECONDS_BETWEEN_REPORTS = 1.0


def make_gap_report(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Make the report with the id `report_id` and store its file; return the file's hash.

    One that is finished already stays as it is. Raises `JobRefused` where what it is about has
    gone, or where it is too large to print.
    """
    report_id: int = arguments["report_id"]
    context.report_progress(0, "Collecting the figures")
    try:
        collected = _collect(report_id, context.settings)
    except NotFound as error:
        raise JobRefused(error.message) from error
    if isinstance(collected, str):
        return {"sha256": collected}
    document, file_format = collected
    context.report_progress(COLLECTED, "Laying out the pages")
    blob = _make(document, file_format, context)
    with unit_of_work():
        finish_report(
            report_id=report_id,
            blob=blob,
            file_name=name_file(document, file_format),
            fingerprint=compute_fingerprint(document),
        )
    return {"sha256": blob.sha256}


def _collect(report_id: int, settings: Settings) -> tuple[GapReport, Format] | str:
    """Return what the file is made from, or the hash of a report that is finished."""
    with read_only():
        report = get_report(report_id)
        if report.sha256 is not None:
            return report.sha256
        return _collect_content(report, settings), Format(report.format)


def _collect_content(report: Report, settings: Settings) -> GapReport:
    options = ReportOptions.from_json(report.options)
    folders = standard_folders(settings.instance_path)
    if report.number is not None:
        submission = get_submission(report.assessment_id, report.number)
        return collect_submitted_report(submission, options=options, folders=folders)
    return collect_gap_report(
        report.assessment_id, options=options, folders=folders, base_url=settings.base_url
    )


def _make(report: GapReport, file_format: Format, context: JobContext) -> StoredBlob:
    with tempfile.TemporaryDirectory() as folder:
        made = make_file(
            report,
            file_format,
            Path(folder),
            limits=context.settings.rendering,
            report_page=_PageProgress(context),
        )
        context.report_progress(LAID_OUT, "Storing the file")
        return store_file(made, context.blobs)


def store_file(made: Path, blobs: BlobStore) -> StoredBlob:
    """Copy a file that was made into the store, a chunk at a time."""
    with made.open("rb") as file, blobs.receive() as incoming:
        while chunk := file.read(CHUNK_BYTES):
            incoming.write(chunk)
        return incoming.keep()


class _PageProgress:
    """Passes page numbers on as progress, no more often than a page would show."""

    def __init__(self, context: JobContext) -> None:
        self._context = context
        self._reported_at = time.monotonic()

    def __call__(self, page: int) -> None:
        if time.monotonic() - self._reported_at < SECONDS_BETWEEN_REPORTS:
            return
        self._reported_at = time.monotonic()
        share = (LAID_OUT - COLLECTED) * page // (page + HALFWAY_PAGES)
        self._context.report_progress(COLLECTED + share, f"Laying out page {page}")
