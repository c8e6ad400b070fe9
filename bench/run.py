"""Measures pages and the gap analysis at 1, 4 and 20 times the sample organisation's evidence.

Prints a Markdown document and keeps it in bench/results.md: `script/bench`.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
RESULTS = HERE / "results.md"
REPORTS_AT = {1: 3, 4: 3, 20: 1}
"""How often the report is printed at each size; the largest takes most of the time."""

Measures = dict[str, Any]


@dataclass(frozen=True)
class Scale:
    """What was measured at one size."""

    times: int
    items: int
    links: int
    pages: Measures
    report: Measures


def main() -> None:
    """Measure each size in turn, and keep the table."""
    with tempfile.TemporaryDirectory(prefix="cse-assess-bench-") as work:
        origin = Path(work) / "1"
        _run_alone("instance.py", origin)
        scales = [_measure_scale(origin, Path(work), times) for times in REPORTS_AT]
    document = _write_document(scales)
    RESULTS.write_text(document, "utf-8")
    print(document)


def _measure_scale(origin: Path, work: Path, times: int) -> Scale:
    folder = work / f"times-{times}"
    shutil.copytree(origin, folder)
    items, links = json.loads(_run_alone("instance.py", folder, times))
    reports = [json.loads(_run_alone("report.py", folder)) for _ in range(REPORTS_AT[times])]
    pages = json.loads(_run_alone("pages.py", folder))
    shutil.rmtree(folder)
    return Scale(times, items, links, pages, _take_medians(reports))


def _run_alone(script: str, *arguments: object) -> bytes:
    """Run a part in a process of its own and return what it prints.

    This process stays small, so that its memory is not counted as theirs.
    """
    command = [sys.executable, str(HERE / script), *map(str, arguments)]
    return subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=400).stdout


def _take_medians(runs: list[Measures]) -> Measures:
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def _write_document(scales: list[Scale]) -> str:
    table = _write_table(scales, "Measure", _measure_rows(scales))
    return "\n".join(["# What pages and reports cost", "", _describe(scales), "", *table, ""])


def _describe(scales: list[Scale]) -> str:
    return (
        f"Written by `script/bench` on {datetime.now(UTC).date().isoformat()}: "
        f"Python {platform.python_version()}, {os.cpu_count()} processors, SQLite. Each size is "
        "the sample organisation with as many times the evidence in the library and at each "
        "element. Times are those of the processor, so that another program at work changes them "
        "little. Pages: median of nine requests, without a network. Report: median of three runs "
        "(one at the largest size), with everything in it that is standard. Growth is how many "
        "times more the largest size takes than the smallest; it holds "
        f"{scales[-1].times} times the evidence."
    )


def _measure_rows(scales: list[Scale]) -> list[tuple[str, list[float], str]]:
    """Return the name, the values by size and the format of each row."""
    rows: list[tuple[str, list[float], str]] = [
        ("Pieces of evidence in the library", [scale.items for scale in scales], ",.0f"),
        ("Links to elements", [scale.links for scale in scales], ",.0f"),
    ]
    for name in scales[0].pages["pages"]:
        measured = [scale.pages["pages"][name] for scale in scales]
        rows += [
            (f"{name}, ms", [page["ms"] for page in measured], ",.0f"),
            (f"{name}, queries", [page["queries"] for page in measured], ",.0f"),
            (f"{name}, kB", [page["bytes"] / 1000 for page in measured], ",.0f"),
        ]
    rows.append(("Server after these pages, MiB", _read(scales, "pages", "mebibytes"), ",.0f"))
    for label, key, form in (
        ("Report: collect, s", "collect", ".2f"),
        ("Report: write HTML, s", "html", ".2f"),
        ("Report: print, s", "print", ".1f"),
        ("Report: pages", "pages", ",.0f"),
        ("Report: memory of the server, MiB", "mebibytes", ",.0f"),
        ("Report: memory of the child that prints, MiB", "child_mebibytes", ",.0f"),
    ):
        rows.append((label, _read(scales, "report", key), form))
    rows.append(
        ("Report: file, kB", [value / 1000 for value in _read(scales, "report", "bytes")], ",.0f")
    )
    return rows


def _read(scales: list[Scale], part: str, key: str) -> list[float]:
    return [getattr(scale, part)[key] for scale in scales]


def _write_table(
    scales: list[Scale], first: str, rows: list[tuple[str, list[float], str]]
) -> list[str]:
    heads = [first, *(f"{scale.times}×" for scale in scales), "Growth"]
    lines = [_write_row(heads), _write_row(["---", *["---:"] * (len(heads) - 1)])]
    for name, values, form in rows:
        growth = f"{values[-1] / values[0]:.1f}"
        lines.append(_write_row([name, *(format(value, form) for value in values), growth]))
    return lines


def _write_row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
