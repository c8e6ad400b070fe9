"""Measures the checks and the pages beside them at 2,850 pieces of evidence and 200 actions.

`python bench/checks.py [OTHER]` prints a Markdown document and keeps it in bench/checks-results.md.
OTHER is a checkout of an earlier state, to be measured in turns with this one on the same instance.
"""

import gc
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from asking import ask_pages
from flask import Flask
from pages import own_peak_mebibytes

from instance import open_instance

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
RESULTS = HERE / "checks-results.md"
ROUNDS, REQUESTS = 5, 3
PLAIN, SERVED = "plain", "served"
CHECKS = {
    "Checks": "/assessments/{}/checks",
    "Checks, one element": "/assessments/{}/checks?element=1.1.1",
    "Element page": "/assessments/{}/elements/1.1.1",
}
BESIDE = {
    "Overview": "/assessments/{}",
    "Readiness": "/assessments/{}/readiness",
    "Forecast": "/assessments/{}/forecast",
    "What hangs on what": "/assessments/{}/fragility",
    "Way to the award": "/assessments/{}/route",
    "What if": "/assessments/{}/what-if?level-1.1.1=plus",
    "History": "/assessments/{}/history",
    "A past day": "/assessments/{}/history/day?on-day=1&on-month=10&on-year=2026",
    "Comparison": "/assessments/{}/compare?before=snapshot-4&after=now",
    "Actions, list": "/assessments/{}/actions",
    "Actions, board": "/assessments/{}/actions/board",
    "Actions, calendar": "/assessments/{}/actions/calendar",
    "Coverage": "/assessments/{}/coverage",
    "Services side by side": "/compare",
    "Elements side by side": "/compare/elements",
    "Proof that others have": "/assessments/{}/proof-elsewhere",
    "Evidence list": "/evidence",
}


class Way(NamedTuple):
    """What is measured: its name, the checkout, and whether the collector works as when served."""

    name: str
    checkout: Path
    collector: str


def main(other: Path | None) -> None:
    """Measure in turns, and keep the table."""
    ways = [Way("now", ROOT, PLAIN), Way("now, as served", ROOT, SERVED)]
    if other:
        ways.insert(0, Way("before", other.resolve(), PLAIN))
    with tempfile.TemporaryDirectory(prefix="cse-assess-bench-") as work:
        folder = Path(work) / "full"
        number = int(_run("crowded.py", ROOT, folder))
        rounds = [[_measure_alone(way, folder, number) for way in ways] for _ in range(ROUNDS)]
    document = _write(ways, [list(runs) for runs in zip(*rounds, strict=True)])
    RESULTS.write_text(document, "utf-8")
    print(document)


def _measure_alone(way: Way, folder: Path, number: int) -> dict[str, Any]:
    return json.loads(_run(Path(__file__).name, way.checkout, folder, number, way.collector))


def _run(script: str, checkout: Path, *arguments: object) -> bytes:
    """Run a script of this folder on the package of a checkout, and return what it prints."""
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    return subprocess.run(
        command, stdout=subprocess.PIPE, check=True, timeout=900, env=environment
    ).stdout


def measure(folder: Path, number: int, collector: str) -> dict[str, Any]:
    """Ask for each page as the lead does, those of the checks first, with the memory after them."""
    with open_instance(folder) as app:
        if collector == SERVED:
            gc.collect()
            gc.freeze()
        before = own_peak_mebibytes()
        taken = _ask(app, CHECKS, number)
        after = own_peak_mebibytes()
        taken |= _ask(app, BESIDE, number)
    return {"pages": taken, "before": before, "after": after}


def _ask(app: Flask, group: dict[str, str], number: int) -> dict[str, Any]:
    pages = {name: url.format(number) for name, url in group.items()}
    asked = ask_pages(app, pages, requests=REQUESTS, clock=time.process_time)
    return {name: page._asdict() for name, page in asked.items()}


def _write(ways: list[Way], runs: list[list[dict[str, Any]]]) -> str:
    told = (
        f"Written by `bench/checks.py` on {datetime.now(UTC).date().isoformat()}: Python "
        f"{platform.python_version()}, {os.cpu_count()} processors, SQLite. One self-assessment of "
        "57 elements with 50 pieces of evidence each, every one with a text of its own (40 figures "
        "and days, one in 25 a spreadsheet of 2,000), six figures in each justification, 200 "
        f"actions. Milliseconds of processor time, medians of {ROUNDS} rounds in turns, each in a "
        f"process of its own with {REQUESTS} requests after the first. “As served” leaves the "
        "program's own objects out of the garbage collector's work, as `cse-assess serve` does."
    )
    heads = ["Page", *(f"{way.name}, ms" for way in ways), *(f"{w.name}, queries" for w in ways)]
    rows = [_write_page(name, runs) for name in (*CHECKS, *BESIDE)]
    rule = "| --- |" + " ---: |" * (len(heads) - 1)
    lines = ["# What the checks and the pages beside them cost", "", told, "", _row(heads), rule]
    lines += [*rows, "", _tell_memory(ways, runs), ""]
    return "\n".join(lines)


def _write_page(name: str, runs: list[list[dict[str, Any]]]) -> str:
    pages = [[run["pages"][name] for run in each] for each in runs]
    times = [f"{statistics.median(page['ms'] for page in each):,.0f}" for each in pages]
    return _row([name, *times, *(str(max(page["queries"] for page in each)) for each in pages)])


def _tell_memory(ways: list[Way], runs: list[list[dict[str, Any]]]) -> str:
    parts = [
        f"{way.name} {_median(each, 'before'):.0f} and {_median(each, 'after'):.0f} MiB"
        for way, each in zip(ways, runs, strict=True)
    ]
    told = "; ".join(parts)
    return f"The most memory before and after the pages of the first three rows: {told}."


def _median(runs: list[dict[str, Any]], key: str) -> float:
    return statistics.median(run[key] for run in runs)


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    if sys.argv[3:]:
        print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])))
    else:
        main(Path(sys.argv[1]) if sys.argv[1:] else None)
