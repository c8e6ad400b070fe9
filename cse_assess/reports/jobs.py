"""The background job that prints a gap analysis."""

import re
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
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import render_html
from cse_assess.reports.queries import collect_gap_report, get_report
from cse_assess.reports.services import finish_report
from cse_assess.standards.registry import standard_folders

COLLECTED, LAID_OUT = 10, 90
# With so many pages done, half of the layout's share of the bar is full: nobody knows the total.
HALFWAY_PAGES = 30
SECONDS_BETWEEN_REPORTS = 1.0


def make_gap_report(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Print the report with the id `report_id` and store its file; return the file's hash.

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
    context.report_progress(COLLECTED, "Laying out the pages")
    blob = _print(collected, context)
    with unit_of_work():
        finish_report(report_id=report_id, blob=blob, file_name=name_file(collected))
    return {"sha256": blob.sha256}


def _collect(report_id: int, settings: Settings) -> GapReport | str:
    """Return what is to be printed, or the hash of a report that is finished."""
    with read_only():
        report = get_report(report_id)
        if report.sha256 is not None:
            return report.sha256
        return collect_gap_report(
            report.assessment_id,
            options=ReportOptions.from_json(report.options),
            folders=standard_folders(settings.instance_path),
            base_url=settings.base_url,
        )


def _print(report: GapReport, context: JobContext) -> StoredBlob:
    with tempfile.TemporaryDirectory() as folder:
        pdf = render_pdf(
            render_html(report),
            Path(folder),
            limits=context.settings.rendering,
            report_page=_PageProgress(context),
        )
        context.report_progress(LAID_OUT, "Storing the file")
        return _store(pdf, context.blobs)


def _store(pdf: Path, blobs: BlobStore) -> StoredBlob:
    with pdf.open("rb") as file, blobs.receive() as incoming:
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


def name_file(report: GapReport) -> str:
    """Return what the report's file is called: ASCII, lower case, without spaces."""
    words = f"gap-analysis-{report.subject.service}-{report.subject.cycle}".lower()
    return re.sub(r"[^a-z0-9]+", "-", words)[:120].strip("-") + ".pdf"
