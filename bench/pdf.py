"""Compares our printing with WeasyPrint's own, tagged too, on the same HTML: `bench/pdf.py [RUNS]`.

Both run in processes of their own, in turns, from start to end: 57 elements with 5 pieces of
evidence each. Prints a Markdown table of medians; the last row is the share that ours takes.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

from factories.assessments import cse  # noqa: E402 -- found through the line above
from factories.reports import make_full_report  # noqa: E402

from cse_assess.reports.pdf import CHILD  # noqa: E402
from cse_assess.reports.printing import render_html  # noqa: E402

RUNS = 7
PIECES = 5
MEMORY, SECONDS = 2 * 1024**3, 600
PLAIN = """
import sys
from pathlib import Path
from weasyprint import HTML
from weasyprint.urls import URLFetcher
fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
html = HTML(string=Path(sys.argv[1]).read_text("utf-8"), url_fetcher=fetcher)
html.write_pdf(sys.argv[2], pdf_tags=True)
"""

Cost = tuple[float, float, float]
"""Seconds by the clock, seconds of processor time, and the most memory in mebibytes."""


def main(runs: int) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "gap.html", Path(folder) / "gap.pdf"
        source.write_text(render_html(make_full_report(cse(), pieces=PIECES)), "utf-8")
        files = [str(source), str(target)]
        plain = [sys.executable, "-P", "-c", PLAIN, *files]
        ours = [sys.executable, "-P", str(CHILD), *files, str(MEMORY), str(SECONDS)]
        costs = [(_measure(plain), _measure(ours)) for _ in range(runs)]
    _print_table(_medians([cost[0] for cost in costs]), _medians([cost[1] for cost in costs]))


def _measure(command: list[str]) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[:4]} ended with {process.returncode}")
    spent = usage.ru_utime + usage.ru_stime
    return time.perf_counter() - start, spent, usage.ru_maxrss / 1024


def _medians(costs: list[Cost]) -> Cost:
    clock, processor, memory = zip(*costs, strict=True)
    return statistics.median(clock), statistics.median(processor), statistics.median(memory)


def _print_table(plain: Cost, ours: Cost) -> None:
    print("| printing | clock, s | processor, s | memory, MiB |")
    print("|---|---:|---:|---:|")
    for name, cost in (("plain WeasyPrint, tagged", plain), ("ours", ours)):
        print(f"| {name} | {cost[0]:.2f} | {cost[1]:.2f} | {cost[2]:.0f} |")
    shares = [after / before for before, after in zip(plain, ours, strict=True)]
    print(f"| share | {shares[0]:.2f} | {shares[1]:.2f} | {shares[2]:.2f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
