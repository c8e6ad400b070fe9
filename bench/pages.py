"""Measures the pages of one instance, in a process of its own: `python bench/pages.py FOLDER`.

Prints one JSON document: milliseconds of processor time (median of the requests after the first),
queries and bytes of each page, and the most memory that the process took, in mebibytes.
"""

import json
import sys
import time
from pathlib import Path
from typing import Any

from asking import ask_pages

from instance import ASSESSMENT, open_instance

REQUESTS = 9
PAGES = {
    "Overview": f"/assessments/{ASSESSMENT}",
    "Element page": f"/assessments/{ASSESSMENT}/elements/5.2.1",
    "Readiness": f"/assessments/{ASSESSMENT}/readiness",
    "Evidence list": "/evidence",
}


def measure_pages(folder: Path) -> dict[str, Any]:
    """Ask for each page as the lead does."""
    with open_instance(folder) as app:
        asked = ask_pages(app, PAGES, requests=REQUESTS, clock=time.process_time)
    pages = {name: page._asdict() for name, page in asked.items()}
    return {"pages": pages, "mebibytes": own_peak_mebibytes()}


def own_peak_mebibytes() -> float:
    """Return the most memory that this process has taken since it was started.

    getrusage would count what its parent held when it was forked.
    """
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(measure_pages(Path(sys.argv[1]))))
