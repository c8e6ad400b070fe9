"""The child process that turns one HTML file into one PDF: `render.py HTML PDF BYTES SECONDS`.

It imports the standard library and WeasyPrint and nothing of this project, holds no secret, and
reaches neither the network nor any other file. BYTES limits its memory and SECONDS its time. It
prints a line with the number of each page that it lays out.
"""

import gc
import logging
import resource
import signal
import sys
from pathlib import Path

EXIT_OUT_OF_MEMORY = 3


def main(arguments: list[str]) -> int:
    """Print the PDF and return the exit code: 0, or `EXIT_OUT_OF_MEMORY`."""
    source, target, memory_bytes, seconds = arguments
    _limit(int(memory_bytes), int(seconds))
    try:
        print_pdf(Path(source), Path(target))
    except MemoryError:
        return EXIT_OUT_OF_MEMORY
    return 0


def _limit(memory_bytes: int, seconds: int) -> None:
    """Let the kernel end this process where it takes too much, whether or not a parent watches."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(seconds)


def print_pdf(source: Path, target: Path) -> None:
    """Lay out the HTML of `source` and write the tagged PDF to `target`."""
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher

    gc.disable()
    _announce_pages()
    fetcher = URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    html = HTML(string=source.read_text("utf-8"), url_fetcher=fetcher)
    html.write_pdf(target, pdf_tags=True)


class _PageLines(logging.Handler):
    """Prints the number of each page that WeasyPrint says it lays out."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one line for a page, nothing for WeasyPrint's other messages."""
        if record.msg == "Step 5 - Creating layout - Page %d":
            print(record.args[0], flush=True)  # noqa: T201 -- the parent reads it


def _announce_pages() -> None:
    logger = logging.getLogger("weasyprint.progress")
    logger.setLevel(logging.INFO)
    logger.addHandler(_PageLines())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
