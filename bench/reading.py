"""Times the reading of files of every weight, child process included: `bench/reading.py [RUNS]`.

Prints a Markdown table of medians: seconds by the clock, and the most memory that a child took.
"""

import io
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path += [str(ROOT), str(ROOT / "tests")]

from factories.papers import (  # noqa: E402 -- as above
    fill_box,
    make_presentation,
    make_text_pdf,
    make_word,
    paragraph,
    shape,
    write_line,
)

from cse_assess.reading.reader import read_document  # noqa: E402

RUNS = 5
SENTENCE = "Customers waited 4 minutes on average, which is 2 fewer than the year before."
LINES = 42
BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"


def _pdf_page(*, shaded: bool) -> bytes:
    # Lines that repeat each other in one place are taken for one that is printed bold.
    lines = b"".join(write_line(f"{n} {SENTENCE}", up=295 - 7 * n) for n in range(LINES))
    return lines + (fill_box(colour="0.9 g", bottom=198, height=20) if shaded else b"")


def _workbook(sheets: int, rows: int) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        for number in range(sheets):
            sheet = book.add_worksheet(f"Month {number}")
            for row in range(rows):
                sheet.write_row(row, 0, [f"Desk {row % 40}", *range(9)])
    return buffer.getvalue()


def _word(pages: int) -> bytes:
    page = paragraph(BREAK, SENTENCE) + paragraph(SENTENCE) * (LINES - 1)
    return make_word(page * pages)


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a line of text": ("txt", SENTENCE.encode),
    "PDF, 90 pages": ("pdf", lambda: make_text_pdf(*[_pdf_page(shaded=False)] * 90)),
    "PDF, 90 pages, each with a box over words": (
        "pdf",
        lambda: make_text_pdf(*[_pdf_page(shaded=True)] * 90),
    ),
    "Word, 90 pages": ("docx", lambda: _word(90)),
    "Excel, 60 sheets of 200 rows of 10 cells": ("xlsx", lambda: _workbook(60, 200)),
    "PowerPoint, 90 slides": ("pptx", lambda: make_presentation([shape(*[SENTENCE] * 8)] * 90)),
    "CSV, 5 million characters": ("csv", lambda: f"{SENTENCE}\n".encode() * 64_000),
}


def main(runs: int) -> None:
    """Print the table."""
    print("| file | size, kB | characters | median, s |")
    print("|---|---:|---:|---:|")
    for name, (suffix, make) in FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"file.{suffix}"
            path.write_bytes(make())
            times, characters = _measure(path, suffix, runs)
            size = path.stat().st_size // 1000
        print(f"| {name} | {size:,} | {characters:,} | {statistics.median(times):.2f} |")
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"\nThe most memory that a child took: {most} MiB.")


def _measure(path: Path, suffix: str, runs: int) -> tuple[list[float], int]:
    times, characters = [], 0
    for _ in range(runs):
        started = time.perf_counter()
        characters = len(read_document(path, suffix).text)
        times.append(time.perf_counter() - started)
    return times, characters


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
