"""Measures a report in each format by size: `python bench/reports.py [FORMAT…]`.

Writes reports-results.md: 57 elements with 5 and 50 pieces of evidence each, and 228 elements (the
standard four times over) with the same; each file in a process of its own, from plain objects,
without a database.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

from factories.assessments import cse  # noqa: E402 -- found through the line above
from factories.reports import make_full_report  # noqa: E402

from cse_assess.config import Rendering  # noqa: E402
from cse_assess.reports.files import make_file  # noqa: E402
from cse_assess.reports.fingerprint import compute_fingerprint  # noqa: E402
from cse_assess.reports.options import Format  # noqa: E402
from cse_assess.standards.structure import Criterion, Standard  # noqa: E402

RESULTS = Path(__file__).parent / "reports-results.md"
SIZES = ((1, 5), (1, 50), (4, 5), (4, 50))
LIMITS = Rendering(memory_bytes=8 * 1024**3, deadline_seconds=1800)


def main(formats: list[Format]) -> None:
    """Measure all sizes in these formats, and keep the table."""
    rows = [_measure_alone(times, pieces, each) for each in formats for times, pieces in SIZES]
    document = _write(rows)
    RESULTS.write_text(document, "utf-8")
    print(document)


def _measure_alone(times: int, pieces: int, file_format: Format) -> dict[str, Any]:
    command = [sys.executable, __file__, str(times), str(pieces), file_format]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=1800)
    return json.loads(done.stdout)


def measure(times: int, pieces: int, file_format: Format) -> dict[str, Any]:
    """Make one file; seconds of processor time, and the most memory of any one process in MiB."""
    report = make_full_report(repeat(cse(), times), pieces=pieces)
    start = _processor_seconds()
    compute_fingerprint(report)
    compared = _processor_seconds() - start
    with tempfile.TemporaryDirectory() as folder:
        start = _processor_seconds()
        made = make_file(report, file_format, Path(folder), limits=LIMITS)
        return {
            "elements": len(report.entries),
            "pieces": pieces,
            "format": file_format,
            "compare": compared,
            "seconds": _processor_seconds() - start,
            "mebibytes": max(_usage(who).ru_maxrss for who in WHO) / 1024,
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


def _write(rows: list[dict[str, Any]]) -> str:
    told = (
        f"Written by `bench/reports.py` on {datetime.now(UTC).date().isoformat()}: Python "
        f"{platform.python_version()}, {os.cpu_count()} processors. Everything a team is given, "
        "made from plain objects, each file in a process of its own; processor time of it and its "
        "children, and the most memory of any one process. “Compare” is what it takes to tell "
        "whether a stored copy says the same."
    )
    heads = (
        "| elements | pieces each | format | compare, s | processor, s | memory, MiB | file, kB |"
    )
    lines = ["# What each format of a report costs", "", told, "", heads]
    lines.append("|---:|---:|---|---:|---:|---:|---:|")
    lines += [
        f"| {row['elements']} | {row['pieces']} | {row['format']} | {row['compare']:.2f} "
        f"| {row['seconds']:.2f} | {row['mebibytes']:.0f} "
        f"| {row['kilobytes']:.0f} |"
        for row in rows
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1].isdigit():
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]), Format(sys.argv[3]))))
    else:
        main([Format(name) for name in sys.argv[1:]] or list(Format))
