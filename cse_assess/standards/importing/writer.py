"""Writes official wording into a standard's YAML text, leaving every other character as it is."""

import json
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cse_assess.standards.errors import StandardError
from cse_assess.standards.importing.report import ImportReport, ImportRow
from cse_assess.standards.loader import parse_standard
from cse_assess.standards.wording import with_official_wording
from cse_assess.standards.yaml_source import (
    Document,
    Path_,
    decode_source,
    parse_source,
    read_source,
)

LINE_LENGTH = 100
STATEMENT, GUIDANCE = "official_statement", "official_guidance"


@dataclass(frozen=True, slots=True)
class _Edit:
    """Replace the characters from `start` to `end` by `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _RowWording:
    """An import row as `with_official_wording` wants it."""

    element_code: str
    statement: str
    guidance: tuple[str, ...]


def insert_wording(path: Path, report: ImportReport) -> str:
    """Return the YAML of the standard at `path` with the imported wording in it.

    Comments, order and layout stay. Wording that stands there already is replaced; where the
    import missed an element, it stays. Raises `StandardError` where the file has faults, or where
    its layout is such that the wording cannot be put in without changing anything else.
    """
    content = read_source(path)
    standard = parse_standard(content, str(path))
    text = decode_source(content, str(path))
    document = parse_source(text)
    rows = {row.code: row for row in report.imported}
    edits = [
        edit for place in _element_paths(document) for edit in _edit(document, text, place, rows)
    ]
    written = _apply(text, edits)
    wordings = [_RowWording(row.code, row.statement or "", row.guidance) for row in report.imported]
    expected = with_official_wording(standard, wordings)
    if parse_standard(written.encode(), str(path)) != expected:
        raise StandardError.at_start(path, "the wording cannot be put into a file of this layout")
    return written


def _element_paths(document: Document) -> Iterator[Path_]:
    """Yield the path of every element of a file without faults."""
    for criterion, chapter in enumerate(document.data["criteria"]):
        path: Path_ = ("criteria", criterion)
        yield from (
            (*path, "subcriteria", sub, "elements", place)
            for sub, part in enumerate(chapter.get("subcriteria", ()))
            for place in range(len(part["elements"]))
        )
        yield from ((*path, "elements", place) for place in range(len(chapter.get("elements", ()))))


def _edit(
    document: Document, text: str, path: Path_, rows: dict[str, ImportRow]
) -> Iterator[_Edit]:
    element = _value_at(document, path)
    row = rows.get(element["code"])
    if row is None:
        return
    values = {STATEMENT: row.statement or "", GUIDANCE: list(row.guidance)}
    present = {key: value for key, value in values.items() if key in element}
    absent = {key: value for key, value in values.items() if key not in element}
    for key, value in present.items():
        place = document.values[(*path, key)]
        yield _Edit(place.start, _content_end(text, place.start, place.end), _in_one_line(value))
    if absent:
        yield _insert(document, text, path, absent)


def _value_at(document: Document, path: Path_) -> Any:
    value = document.data
    for step in path:
        value = value[step]
    return value


def _insert(document: Document, text: str, path: Path_, values: dict[str, Any]) -> _Edit:
    place = document.values[path]
    if path in document.flow:
        pairs = "".join(f", {key}: {_in_one_line(value)}" for key, value in values.items())
        end = _content_end(text, place.start, place.end - 1)
        return _Edit(end, end, pairs.replace(", ", "" if text[end - 1] == "," else ", ", 1))
    line_end = text.find("\n", _content_end(text, place.start, place.end))
    end = len(text) if line_end < 0 else line_end
    end -= text[:end].endswith("\r")
    newline = "\r\n" if "\r\n" in text else "\n"
    indent = " " * (place.column - 1)
    lines = [line for key, value in values.items() for line in _in_block(key, value)]
    return _Edit(end, end, "".join(f"{newline}{indent}{line}" for line in lines))


def _content_end(text: str, start: int, end: int) -> int:
    """Return the end without the blank space that a block scalar's span includes."""
    return start + len(text[start:end].rstrip())


def _in_block(key: str, value: str | list[str]) -> Iterator[str]:
    """Yield the lines of a key and its value as folded text, which keeps single spaces exactly."""
    if isinstance(value, str):
        yield f"{key}: >-"
        yield from (f"  {line}" for line in _fold(value))
        return
    yield f"{key}:" if value else f"{key}: []"
    for point in value:
        yield "  - >-"
        yield from (f"    {line}" for line in _fold(point))


def _fold(text: str) -> list[str]:
    return textwrap.wrap(text, LINE_LENGTH - 20, break_long_words=False, break_on_hyphens=False)


def _in_one_line(value: Any) -> str:
    """Return a value in YAML's flow style, of which JSON is a part."""
    return json.dumps(value, ensure_ascii=False)


def _apply(text: str, edits: list[_Edit]) -> str:
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
