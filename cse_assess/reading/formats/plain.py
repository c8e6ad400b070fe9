"""Reads plain text and CSV tables."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from cse_assess.reading.decoding import read_text
from cse_assess.reading.document import Document
from cse_assess.reading.formats.collecting import MOST_CHARACTERS, Collector

_DELIMITERS = ",;\t|"


def read_plain(file: BinaryIO, suffix: str) -> Document:
    """Return a plain text; a form feed begins a page."""
    collector = Collector()
    collector.start_page()
    for chunk in read_text(file):
        first, *pages = chunk.split("\f")
        collector.add(first)
        for page in pages:
            collector.start_page()
            collector.add(page)
    return collector.build(suffix)


def read_table(file: BinaryIO, suffix: str) -> Document:
    """Return a CSV table as one page: a line a row, tabs between its cells."""
    collector = Collector()
    collector.start_page()
    lines = _split_lines(read_text(file))
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    with _long_cells():
        for row in csv.reader(_chain(first, lines), delimiter=delimiter):
            collector.add("\t".join(" ".join(cell.split()) for cell in row) + "\n")
    return collector.build(suffix)


@contextmanager
def _long_cells() -> Iterator[None]:
    """Let cells be as long as a document; the limit holds for the whole process, so put it back."""
    limit = csv.field_size_limit(MOST_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(limit)


def _chain(first: str, lines: Iterable[str]) -> Iterator[str]:
    yield first
    yield from lines


def _split_lines(chunks: Iterable[str]) -> Iterator[str]:
    """Yield whole lines with their ends, however the chunks cut them."""
    rest = ""
    for chunk in chunks:
        *lines, rest = (rest + chunk).splitlines(keepends=True) or [""]
        yield from lines
    if rest:
        yield rest
