"""Measures the pages of one instance, in a process of its own: `python bench/pages.py FOLDER`.

Prints one JSON document: milliseconds of processor time (median of the requests after the first),
queries and bytes of each page, and the most memory that the process took, in mebibytes.
"""

import json
import statistics
import sys
import time
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import event

from cse_assess.accounts.queries import find_user_by_email
from cse_assess.accounts.services.sessions import open_session
from cse_assess.db import db, unit_of_work
from instance import ASSESSMENT, open_instance

LEAD = "lead@thistlemere.example"
REQUESTS = 9
NOT_QUERIES = ("PRAGMA", "BEGIN", "SAVEPOINT", "RELEASE")
PAGES = {
    "Overview": f"/assessments/{ASSESSMENT}",
    "Element page": f"/assessments/{ASSESSMENT}/elements/5.2.1",
    "Readiness": f"/assessments/{ASSESSMENT}/readiness",
    "Evidence list": "/evidence",
}


def measure_pages(folder: Path) -> dict[str, Any]:
    """Ask for each page as the lead does, without a network."""
    with open_instance(folder) as app:
        with unit_of_work():
            lead = find_user_by_email(LEAD)
            assert lead is not None
            token = open_session(user=lead)
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        pages = {name: _measure_page(client, url) for name, url in PAGES.items()}
    return {"pages": pages, "mebibytes": own_peak_mebibytes()}


def _measure_page(client: FlaskClient, url: str) -> dict[str, float]:
    size, queries = _count_queries(client, url)
    times = [_time_request(client, url) for _ in range(REQUESTS)]
    return {"ms": statistics.median(times) * 1000, "queries": queries, "bytes": size}


def _count_queries(client: FlaskClient, url: str) -> tuple[int, int]:
    """Ask once, which also fills the templates' cache; return the page's bytes and queries."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(NOT_QUERIES):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        response = client.get(url)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    if response.status_code != HTTPStatus.OK:
        raise SystemExit(f"{url} answered {response.status_code}")
    return len(response.get_data()), len(statements)


def _time_request(client: FlaskClient, url: str) -> float:
    start = time.process_time()
    client.get(url).get_data()
    return time.process_time() - start


def own_peak_mebibytes() -> float:
    """Return the most memory that this process has taken since it was started.

    getrusage would count what its parent held when it was forked.
    """
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    print(json.dumps(measure_pages(Path(sys.argv[1]))))
