"""Reads YAML into plain data while remembering the place of every value.

Events are read one by one, so that nothing of a hostile file (aliases, tags, deep nesting) is ever
built: a standard needs none of them.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from cse_assess.standards.errors import Fault, StandardError

LARGEST_FILE = 2 * 1024 * 1024
DEEPEST_NESTING = 16
MOST_VALUES = 50_000

Path_ = tuple[str | int, ...]

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_DUPLICATE = "\x00"
_NULL = re.compile(r"|~|null|Null|NULL")
_TRUTH = re.compile(r"true|True|TRUE|false|False|FALSE")
_WHOLE = re.compile(r"[-+]?[0-9]{1,18}")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_TAB = "found a tab character that violates indentation"
_UNCLOSED = "found unexpected end of stream"
_PLAIN_WORDS = {
    "found character that cannot start any token": "this character cannot begin a value: "
    "put the text in quotes, and indent with spaces, never with tabs",
    _TAB: "a tab is used for indentation: expected spaces",
    "mapping values are not allowed in this context": "a second “: ” stands in this line: "
    "put the text in quotes",
    "did not find expected key": "the indentation does not fit: expected a key in line with "
    "the keys above",
    "could not find expected ':'": "expected “key: value”",
    _UNCLOSED: "a quotation mark is never closed",
    "did not find expected ',' or ']'": "a list in square brackets is not closed: "
    "expected “,” or “]”",
    "did not find expected ',' or '}'": "a mapping in braces is not closed: expected “,” or “}”",
    "did not find expected '-' indicator": "the indentation does not fit: expected “- ” in line "
    "with the items above",
    "did not find expected node content": "expected a value here",
    "found unknown escape character": "unknown escape after a backslash: "
    "expected single quotes, or the backslash doubled",
}


class Place(NamedTuple):
    """Where a value stands: line and column from 1, and its span in characters from 0."""

    line: int
    column: int
    start: int
    end: int


@dataclass(slots=True)
class Document:
    """Plain data, and the place of each value and of each mapping's keys by path.

    `is_whole` tells whether the reading came to the end of the file.
    """

    data: Any = None
    is_whole: bool = False
    values: dict[Path_, Place] = field(default_factory=dict)
    keys: dict[Path_, Place] = field(default_factory=dict)
    flow: set[Path_] = field(default_factory=set)
    faults: list[tuple[int, int, str]] = field(default_factory=list)

    def place_of(self, path: Path_) -> Place:
        """Return the place of a value, or of the nearest thing around it that exists."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, Place(1, 1, 0, 0))

    def refuse(self, place: Place, message: str) -> None:
        """Record a fault."""
        self.faults.append((place.line, place.column, message))


def read_source(path: Path) -> bytes:
    """Return a file's bytes; raise `StandardError` where it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StandardError.at_start(path, f"cannot be read: {reason}") from error
    if len(content) > LARGEST_FILE:
        raise StandardError.at_start(
            path, f"the file is larger than {LARGEST_FILE // 1024} KiB; no standard needs that"
        )
    return content


def decode_source(content: bytes, name: str) -> str:
    """Return the text of a UTF-8 file, without a byte order mark.

    Raises `StandardError` for another encoding, and for characters that YAML forbids.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:4]:
        raise StandardError.at_start(name, "the file is UTF-16 or UTF-32: expected UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        raise StandardError(
            (_fault_after(name, before, "a byte that is not UTF-8: save the file as UTF-8"),)
        ) from error
    forbidden = _FORBIDDEN.search(text)
    if forbidden:
        message = f"the control character U+{ord(forbidden[0]):04X}: expected readable text"
        raise StandardError((_fault_after(name, text[: forbidden.start()], message),))
    return text


def _fault_after(name: str, before: str, message: str) -> Fault:
    return Fault(name, before.count("\n") + 1, len(before) - before.rfind("\n"), message)


def parse_source(text: str) -> Document:
    """Turn YAML text into a document; what is wrong with the YAML is in its `faults`."""
    document = Document()
    builder = _Builder(document)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        problem = str(error.problem)
        if error.problem_mark and text.startswith("\t", error.problem_mark.index):
            problem = _TAB
        mark = error.context_mark if problem == _UNCLOSED else error.problem_mark
        document.refuse(_place(mark), f"not YAML: {_PLAIN_WORDS.get(problem, problem)}")
    except _StopReading:
        pass
    else:
        document.is_whole = builder.has_content
        if not builder.has_content:
            document.refuse(Place(1, 1, 0, 0), "the file is empty: expected a standard")
    return document


class _StopReading(Exception):
    """The rest of the file is not worth reading."""


@dataclass(slots=True)
class _Frame:
    """A list or mapping that is being filled."""

    path: Path_
    container: list[Any] | dict[str, Any]
    start: Any
    is_flow: bool
    key: str | None = None
    wants_key: bool = True
    end: int = 0


class _Builder:
    """Fills a document from parser events."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.frames: list[_Frame] = []
        self.count = 0
        self.has_content = False

    def take(self, event: Any) -> None:
        """Handle one parser event."""
        match event:
            case yaml.DocumentStartEvent() if self.has_content:
                self._stop(event.start_mark, "a second document begins: expected only one")
            case yaml.AliasEvent():
                self._refuse_as_key(event)
                self._refuse_extra(event, f"the alias *{event.anchor}")
                self._add_scalar(event, None)
            case yaml.ScalarEvent():
                self._take_scalar(event)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._open(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._close(event)

    def _take_scalar(self, event: Any) -> None:
        self._refuse_anchor_and_tag(event)
        if self._wants_key():
            self._take_key(event)
        else:
            self._add_scalar(event, self._value_of(event))

    def _value_of(self, event: Any) -> Any:
        if _FORBIDDEN.search(event.value):
            self.document.refuse(
                _place(event.start_mark), "a control character written as an escape: expected text"
            )
        return _resolve(event.value) if event.implicit[0] else event.value

    def _take_key(self, event: Any) -> None:
        frame = self.frames[-1]
        frame.wants_key = False
        frame.key = event.value
        path = (*frame.path, event.value)
        if path in self.document.keys:
            first = self.document.keys[path].line
            self.document.refuse(
                _place(event.start_mark), f"“{event.value}” occurs twice: first in line {first}"
            )
            frame.key = f"{_DUPLICATE}{event.start_mark.index}"
        else:
            self.document.keys[path] = _place(event.start_mark, event.end_mark.index)

    def _add_scalar(self, event: Any, value: Any) -> None:
        path = self._next_path()
        self._remember(path, _place(event.start_mark, event.end_mark.index))
        self._put(value)
        self._grow(event.end_mark.index)

    def _wants_key(self) -> bool:
        frame = self.frames[-1] if self.frames else None
        return frame is not None and isinstance(frame.container, dict) and frame.wants_key

    def _refuse_as_key(self, event: Any) -> None:
        if self._wants_key():
            self._stop(event.start_mark, "a key that is not plain text: expected “key: value”")

    def _open(self, event: Any) -> None:
        self._refuse_anchor_and_tag(event)
        self._refuse_as_key(event)
        if len(self.frames) >= DEEPEST_NESTING:
            self._stop(event.start_mark, f"nested more than {DEEPEST_NESTING} deep; no standard is")
        container: list[Any] | dict[str, Any]
        container = {} if isinstance(event, yaml.MappingStartEvent) else []
        path = self._next_path()
        self._put(container)
        self.frames.append(_Frame(path, container, event.start_mark, bool(event.flow_style)))

    def _close(self, event: Any) -> None:
        frame = self.frames.pop()
        if frame.is_flow:
            self.document.flow.add(frame.path)
            frame.end = event.end_mark.index
        self._remember(frame.path, _place(frame.start, frame.end))
        self._grow(frame.end)

    def _next_path(self) -> Path_:
        self.count += 1
        self.has_content = True
        if self.count > MOST_VALUES:
            self._stop(
                self.frames[-1].start, f"more than {MOST_VALUES} values; no standard has that many"
            )
        if not self.frames:
            return ()
        frame = self.frames[-1]
        step = len(frame.container) if frame.key is None else frame.key
        return (*frame.path, step)

    def _put(self, value: Any) -> None:
        if not self.frames:
            self.document.data = value
            return
        frame = self.frames[-1]
        if isinstance(frame.container, list):
            frame.container.append(value)
        elif frame.key is not None:
            if not frame.key.startswith(_DUPLICATE):
                frame.container[frame.key] = value
            frame.key, frame.wants_key = None, True

    def _remember(self, path: Path_, place: Place) -> None:
        self.document.values[path] = place

    def _grow(self, end: int) -> None:
        if self.frames:
            self.frames[-1].end = end

    def _refuse_anchor_and_tag(self, event: Any) -> None:
        if event.anchor is not None:
            self._refuse_extra(event, f"the anchor &{event.anchor}")
        if event.tag is not None:
            self._refuse_extra(event, f"the tag {event.tag}")

    def _refuse_extra(self, event: Any, what: str) -> None:
        self.document.refuse(
            _place(event.start_mark),
            f"{what}: expected plain values, without anchors, aliases and tags",
        )

    def _stop(self, mark: Any, message: str) -> None:
        self.document.refuse(_place(mark), message)
        raise _StopReading


def _place(mark: Any, end: int = 0) -> Place:
    return Place(mark.line + 1, mark.column + 1, mark.index, end)


def _resolve(text: str) -> Any:
    """Return the value of a plain scalar as the YAML 1.2 core schema has it (section 10.3.2)."""
    if _NULL.fullmatch(text):
        return None
    if _TRUTH.fullmatch(text):
        return text.lower() == "true"
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _NUMBER.fullmatch(text) else text
