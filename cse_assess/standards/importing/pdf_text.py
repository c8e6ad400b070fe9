"""Reads elements from a PDF of the booklet: its table of two columns, or running text."""

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cse_assess.standards.importing.codes import CodeReader, is_contents_line
from cse_assess.standards.importing.entries import BULLETS, Collector, Source
from cse_assess.standards.importing.pdf_words import PageLine, Word, read_page_lines
from cse_assess.standards.importing.running_text import Line, read_lines

NARROWEST_COLUMN = 40.0
TOLERANCE = 4.0
WIDE_GAP = 1.5


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the table's columns begin, in points from the left edge of the page."""

    code: float
    statement: float
    guidance: float


def read_pdf(data: bytes, codes: CodeReader) -> Source:
    """Return what a PDF holds. Raises `WordingError` where it has no readable text."""
    pages = read_page_lines(data)
    columns = _find_columns([line for page in pages for line in page], codes)
    if columns is None:
        return read_lines(_running_lines(pages), codes)
    return _read_table(pages, columns, codes)


def _find_columns(lines: Sequence[PageLine], codes: CodeReader) -> Columns | None:
    """Return the columns that most lines beginning with a code agree on, or None."""
    code_lines = [line for line in lines if codes.find_element(line.text)]
    starts = [start for line in code_lines if (start := _column_starts(line)) is not None]
    if not starts or 2 * len(starts) < len(code_lines):
        return None
    return Columns(
        code=statistics.median(start.code for start in starts),
        statement=statistics.median(start.statement for start in starts),
        guidance=statistics.median(start.guidance for start in starts),
    )


def _column_starts(line: PageLine) -> Columns | None:
    """Return where the columns of one row begin, if its line shows three."""
    code, *rest = line.words
    if not rest:
        return None
    for before, word in pairwise(rest):
        is_apart = word.left - before.right > line.height
        is_far = word.left > rest[0].left + NARROWEST_COLUMN
        if is_far and (is_apart or word.text[0] in BULLETS):
            return Columns(code.left, rest[0].left, word.left)
    return None


def _read_table(pages: Sequence[Sequence[PageLine]], columns: Columns, codes: CodeReader) -> Source:
    collector = Collector(codes)
    for number, page in enumerate(pages, start=1):
        shift = _find_shift(page, columns, codes)
        moved = Columns(*(x + shift for x in (columns.code, columns.statement, columns.guidance)))
        for line in page:
            _take_table_line(collector, line, moved, f"page {number}")
            _check_row_start(collector, line, is_last=line is page[-1])
    return collector.source


def _find_shift(page: Sequence[PageLine], columns: Columns, codes: CodeReader) -> float:
    """Return how far this page's codes stand beside the usual place: margins may alternate."""
    lefts = [line.words[0].left for line in page if codes.find_element(line.text)]
    return statistics.median(lefts) - columns.code if lefts else 0.0


def _take_table_line(collector: Collector, line: PageLine, columns: Columns, where: str) -> None:
    codes = collector.codes
    if codes.is_label(line.text) or is_contents_line(line.text):
        return
    is_in_columns = line.words[0].left >= columns.statement - TOLERANCE
    if is_in_columns and collector.entry is not None:
        _add_cells(collector, line.words, columns)
    elif not is_in_columns and (found := codes.find_element(line.text)):
        collector.start(found, where)
        _add_cells(collector, line.words[1:], columns)
    elif not is_in_columns and (heading := codes.find_heading(line.text)):
        collector.see_heading(heading, where)
    else:
        collector.leave_out(line.text, where)


def _check_row_start(collector: Collector, line: PageLine, *, is_last: bool) -> None:
    """Doubt a row whose code stands alone in its line: its columns do not begin at one height.

    At the foot of a page this only means that the rest of the row is on the next page.
    """
    entry = collector.entry
    if entry is not None and not entry.statement and not is_last and len(line.words) == 1:
        entry.problems.append("its statement does not begin beside its code")


def _add_cells(collector: Collector, words: Sequence[Word], columns: Columns) -> None:
    edge = columns.guidance - TOLERANCE
    collector.add_statement(" ".join(word.text for word in words if word.left < edge))
    collector.add_guidance(" ".join(word.text for word in words if word.left >= edge))


def _running_lines(pages: Sequence[Sequence[PageLine]]) -> Iterator[Line]:
    pitch = _usual_pitch(pages)
    before: PageLine | None = None
    for number, page in enumerate(pages, start=1):
        is_first = True
        for line in page:
            follows_gap = before is None or (
                _ends_sentence(before.text)
                if is_first
                else before.middle - line.middle > WIDE_GAP * pitch
            )
            yield Line(line.text, f"page {number}", follows_gap)
            before, is_first = line, False


def _usual_pitch(pages: Sequence[Sequence[PageLine]]) -> float:
    """Return the most frequent distance between two lines, in points."""
    steps = Counter(
        round(upper.middle - lower.middle, 0) for page in pages for upper, lower in pairwise(page)
    )
    return steps.most_common(1)[0][0] if steps else 1.0


def _ends_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?", ":"))
