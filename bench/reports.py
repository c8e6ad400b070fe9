"""Measures a report in each format by size: `python bench/reports.py [--try] [FORMAT…]`.

Writes reports-results.md: 57 elements with 5 and 50 pieces of evidence each, and 228 elements (the
standard four times over) with the same; each file in a process of its own, from plain objects,
without a database. What the file has of formats that are not named stays. With --try it measures
the smallest size and prints it only.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

from factories.assessments import cse  # noqa: E402 -- found through the line above
from factories.plans import make_action, make_plans, with_plans  # noqa: E402
from factories.reports import make_full_report  # noqa: E402

from cse_assess.config import Rendering  # noqa: E402
from cse_assess.reports.files import make_file  # noqa: E402
from cse_assess.reports.fingerprint import compute_fingerprint  # noqa: E402
from cse_assess.reports.options import Format  # noqa: E402
from cse_assess.standards.structure import Criterion, Standard  # noqa: E402

RESULTS = Path(__file__).parent / "reports-results.md"
SIZES = ((1, 5), (1, 50), (4, 5), (4, 50))
ACTIONS = 40
DEADLINE = 3600
LIMITS = Rendering(memory_bytes=8 * 1024**3, deadline_seconds=DEADLINE)


def main(formats: list[Format], *, is_try: bool) -> None:
    """Measure all sizes in these formats, and keep the table; to try it, only the smallest."""
    sizes = SIZES[:1] if is_try else SIZES
    rows = [_measure_alone(times, pieces, each) for each in formats for times, pieces in sizes]
    lines = list(map(_write_row, rows))
    if is_try:
        print("\n".join([*HEADS, *lines]))
        return
    document = _write([*_keep_others(formats), *lines])
    RESULTS.write_text(document, "utf-8")
    print(document)


def _keep_others(formats: list[Format]) -> list[str]:
    """Return the rows of formats that are not measured now, as far as they have today's columns."""
    lines = RESULTS.read_text("utf-8").splitlines() if RESULTS.exists() else []
    rows = [line for line in lines if line.startswith("| ") and line.count("|") == COLUMNS]
    return [row for row in rows if row.split("|")[3].strip() in set(Format) - set(formats)]


def _measure_alone(times: int, pieces: int, file_format: Format) -> dict[str, Any]:
    command = [sys.executable, __file__, str(times), str(pieces), file_format]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=2 * DEADLINE)
    return json.loads(done.stdout)


def measure(times: int, pieces: int, file_format: Format) -> dict[str, Any]:
    """Make one file; seconds by the processor and by the clock, and the most memory in MiB.

    The memory is that of this process, and of its child where one prints.
    """
    actions = tuple(make_action(f"Action {number}") for number in range(ACTIONS))
    report = make_full_report(repeat(cse(), times), pieces=pieces)
    report = with_plans(report, make_plans(actions=actions))
    start = _processor_seconds()
    compute_fingerprint(report)
    compared = _processor_seconds() - start
    with tempfile.TemporaryDirectory() as folder:
        start, began = _processor_seconds(), time.perf_counter()
        made = make_file(report, file_format, Path(folder), limits=LIMITS)
        return {
            "elements": len(report.entries),
            "pieces": pieces,
            "format": file_format,
            "compare": compared,
            "seconds": _processor_seconds() - start,
            "clock": time.perf_counter() - began,
            "own": _usage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "child": _usage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024,
            "kilobytes": made.stat().st_size / 1000,
        }


WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
_usage = resource.getrusage


def _processor_seconds() -> float:
    return sum(_usage(who).ru_utime + _usage(who).ru_stime for who in WHO)


def repeat(standard: Standard, times: int) -> Standard:
    """Return a standard with so many times the criteria: 1.2.3 of the second copy is 11.2.3."""
    said = {name: getattr(standard, name) for name in Standard.model_fields}
    prefixes = ["", *map(str, range(1, times))]
    copies = [_copy(each, prefix) for prefix in prefixes for each in standard.criteria]
    return Standard.model_construct(**{**said, "criteria": tuple(copies)})


def _copy(criterion: Criterion, prefix: str) -> Criterion:
    tier = (
        sub.model_copy(
            update={
                "code": prefix + sub.code,
                "elements": tuple(
                    each.model_copy(update={"code": prefix + each.code}) for each in sub.elements
                ),
            }
        )
        for sub in criterion.tier
    )
    said = {name: getattr(criterion, name) for name in Criterion.model_fields}
    return Criterion.model_construct(
        **{**said, "code": prefix + criterion.code, "tier": tuple(tier)}
    )


MEASURED = "compare, s | processor, s | clock, s | memory, MiB | child, MiB | file, kB"
HEADS = (
    f"| elements | pieces each | format | {MEASURED} |",
    "|---:|---:|---|---:|---:|---:|---:|---:|---:|",
)
COLUMNS = HEADS[0].count("|")


def _write(lines: list[str]) -> str:
    told = (
        f"Written by `bench/reports.py` on {datetime.now(UTC).date().isoformat()}: Python "
        f"{platform.python_version()}, {os.cpu_count()} processors. Everything a team is given, "
        f"{ACTIONS} actions among it, made from plain objects, each file in a process of its own; "
        "processor time of it and its children, time by the clock, the most memory of it, and of "
        "the child that prints. “Compare” is what it takes to tell whether a stored copy says the "
        "same."
    )
    title = "# What each format of a report costs"
    return "\n".join([title, "", told, "", *HEADS, *lines, ""])


def _write_row(row: dict[str, Any]) -> str:
    child = f"{row['child']:.0f}" if row["child"] else ""
    return (
        f"| {row['elements']} | {row['pieces']} | {row['format']} | {row['compare']:.2f} "
        f"| {row['seconds']:.2f} | {row['clock']:.2f} | {row['own']:.0f} | {child} "
        f"| {row['kilobytes']:.0f} |"
    )


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].isdigit():
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), Format(sys.argv[3]))))
    else:
        named = [Format(name) for name in sys.argv[1:] if name != "--try"]
        main(named or list(Format), is_try="--try" in sys.argv)
