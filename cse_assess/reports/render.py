"""The child process that turns one HTML file into one PDF: `render.py HTML PDF BYTES SECONDS`.

It imports the standard library and WeasyPrint and nothing of this project, holds no secret, and
fetches neither from the network nor from any file. BYTES limits its memory and SECONDS its time.
It prints a line with the number of each page that it lays out.
"""

import gc
import logging
import os
import resource
import signal
import sys
from pathlib import Path

EXIT_OUT_OF_MEMORY = 3
PAGE_MESSAGE = "Step 5 - Creating layout - Page %d"


def main(arguments: list[str]) -> int:
    """Print the PDF and return the exit code: 0, or `EXIT_OUT_OF_MEMORY`."""
    source, target, memory_bytes, seconds = arguments
    signal.alarm(int(seconds))
    try:
        print_pdf(Path(source), Path(target), int(memory_bytes))
    except MemoryError:
        return EXIT_OUT_OF_MEMORY
    return 0


def print_pdf(source: Path, target: Path, memory_bytes: int) -> None:
    """Lay out the HTML of `source` and write the tagged PDF to `target`.

    The garbage collector is off: the process lives for one document, and looking for cycles in
    its growing tree of boxes costs more than they hold (bench/pdf.py).
    """
    gc.disable()
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    _limit_memory(memory_bytes)
    _announce_pages()
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    html = HTML(string=source.read_text("utf-8"), url_fetcher=fetcher)
    html.write_pdf(target, pdf_tags=True)


def _limit_memory(memory_bytes: int) -> None:
    """Let the kernel refuse this process more memory, and leave no image of it behind."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))


class _PageLines(logging.Handler):
    """Prints the number of each page that WeasyPrint says it lays out."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line for a page, nothing for WeasyPrint's other messages."""
        if record.msg == PAGE_MESSAGE and isinstance(record.args, tuple):
            print(record.args[0], flush=True)  # noqa: T201 -- the parent reads it


def _announce_pages() -> None:
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(_PageLines())


def leave(code: int) -> None:
    """End at once: the kernel takes the memory back faster than Python frees each object."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main(sys.argv[1:]))
