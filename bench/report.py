"""Measures the gap analysis of one instance: `python bench/report.py FOLDER`, alone in a process.

Prints one JSON document: seconds of processor time to collect, to write the HTML and to print,
pages, bytes, and the most memory of this process and of the child that prints, in mebibytes.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

import pikepdf
from pages import own_peak_mebibytes

from cse_assess.db import read_only
from cse_assess.reports.options import ReportOptions
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import render_html
from cse_assess.reports.queries import collect_gap_report
from cse_assess.standards.registry import standard_folders
from instance import ASSESSMENT, open_instance


def measure_report(folder: Path) -> dict[str, float]:
    """Make the whole report once, as the background job does."""
    with open_instance(folder) as app, tempfile.TemporaryDirectory() as work:
        start = time.process_time()
        with read_only():
            report = collect_gap_report(
                ASSESSMENT, options=ReportOptions(), folders=standard_folders(folder)
            )
        collected = time.process_time()
        html = render_html(report)
        written = time.process_time()
        file = render_pdf(html, Path(work), limits=app.extensions["settings"].rendering)
        child = resource.getrusage(resource.RUSAGE_CHILDREN)
        with pikepdf.open(file) as document:
            pages = len(document.pages)
        return {
            "collect": collected - start,
            "html": written - collected,
            "print": child.ru_utime + child.ru_stime,
            "pages": pages,
            "bytes": file.stat().st_size,
            "mebibytes": own_peak_mebibytes(),
            "child_mebibytes": child.ru_maxrss / 1024,
        }


if __name__ == "__main__":
    print(json.dumps(measure_report(Path(sys.argv[1]))))
