"""Makes the file of a report in each format."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from cse_assess.config import Rendering
from cse_assess.reports.document import GapReport
from cse_assess.reports.figures import figures_to_csv, figures_to_json
from cse_assess.reports.options import Format
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import render_html
from cse_assess.reports.word import write_word
from cse_assess.reports.workbook import write_report_workbook


def make_file(
    report: GapReport,
    file_format: Format,
    folder: Path,
    *,
    limits: Rendering,
    report_page: Callable[[int], None] = lambda _page: None,
) -> Path:
    """Make the report's file in `folder` and return it.

    `limits` and `report_page` are those of `render_pdf`; what it raises is raised here.
    """
    if file_format is Format.PDF:
        return render_pdf(render_html(report), folder, limits=limits, report_page=report_page)
    target = folder / f"document.{file_format}"
    if file_format is Format.DOCX:
        write_word(render_html(report), target)
    elif file_format is Format.XLSX:
        write_report_workbook(report, target)
    else:
        target.write_bytes(write_figures(report, file_format))
    return target


def write_figures(report: GapReport, file_format: Format) -> bytes:
    """Return the figures as JSON or CSV."""
    if file_format is Format.CSV:
        return figures_to_csv(report)
    return json.dumps(figures_to_json(report), ensure_ascii=False, indent=2).encode()


def name_file(report: GapReport, file_format: Format) -> str:
    """Return what the report's file is called: ASCII, lower case, without spaces."""
    words = f"{report.name}-{report.subject.service}-{report.subject.cycle}".lower()
    return re.sub(r"[^a-z0-9]+", "-", words)[:120].strip("-") + f".{file_format}"
