"""Reads elements from lines of text: tabbed table rows with HTML lists, or running text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cse_assess.standards.importing.codes import CodeReader, is_contents_line
from cse_assess.standards.importing.entries import Collector, Source
from cse_assess.standards.importing.report import WordingError

_PAGE_NUMBER = re.compile(r"(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?", re.IGNORECASE)
_ROW_CELLS = 3
LONGEST_LINE = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """A line with where it stands; `follows_gap` where a blank line or a wide gap precedes it."""

    text: str
    where: str
    follows_gap: bool


def split_lines(text: str) -> list[Line]:
    """Return the lines of a text file that hold something.

    Raises `WordingError` for a line that is far too long for any booklet.
    """
    lines, follows_gap = [], True
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > LONGEST_LINE:
            raise WordingError(f"Line {number} is longer than {LONGEST_LINE} characters.")
        if line.strip():
            lines.append(Line(line, f"line {number}", follows_gap))
        follows_gap = not line.strip()
    return lines


def read_lines(lines: Iterable[Line], codes: CodeReader) -> Source:
    """Return what the lines hold; text before the first code and between elements is left out."""
    collector = Collector(codes)
    for line in lines:
        _take(collector, line)
    return collector.source


def _take(collector: Collector, line: Line) -> None:
    text = line.text.strip()
    if is_contents_line(text) or _PAGE_NUMBER.fullmatch(text) or collector.codes.is_label(text):
        return
    if found := collector.codes.find_element(text):
        collector.start(found, line.where)
        _take_rest(collector, found.rest)
    elif heading := collector.codes.find_heading(text):
        collector.see_heading(heading, line.where)
    elif collector.begins_point(text) or "<li" in text.casefold():
        _take_guidance(collector, line)
    else:
        _take_plain(collector, line)


def _take_rest(collector: Collector, rest: str) -> None:
    """Take what follows a code in its line: a row's cells, or the beginning of running text."""
    cells = [cell for cell in rest.split("\t") if cell.strip()]
    if len(cells) >= _ROW_CELLS - 1:
        collector.add_statement(cells[0])
        collector.add_guidance(" ".join(cells[1:]))
        return
    statement, mark, guidance = _split_at_list(rest)
    collector.add_statement(statement)
    if mark:
        collector.add_guidance(mark + guidance)


def _split_at_list(text: str) -> tuple[str, str, str]:
    found = re.search(r"<ul|<li|[•‣●▪\uf0b7]", text, re.IGNORECASE)
    if found is None:
        return text, "", ""
    return text[: found.start()], found[0], text[found.end() :]


def _take_guidance(collector: Collector, line: Line) -> None:
    if collector.entry is None:
        collector.leave_out(line.text, line.where)
    else:
        collector.add_guidance(line.text.strip())


def _take_plain(collector: Collector, line: Line) -> None:
    """Take a line without any mark: it goes on with what the line before it was."""
    entry = collector.entry
    if entry is None or (line.follows_gap and entry.statement):
        collector.leave_out(line.text, line.where)
    elif entry.guidance:
        collector.add_guidance(line.text)
    else:
        statement, mark, guidance = _split_at_list(line.text)
        collector.add_statement(statement)
        if mark:
            collector.add_guidance(mark + guidance)
