"""Loads a standard from YAML, or says everything that is wrong with it."""

import json
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cse_assess.standards.checks import find_contradictions
from cse_assess.standards.errors import Fault, StandardError
from cse_assess.standards.messages import describe_error
from cse_assess.standards.structure import Standard
from cse_assess.standards.yaml_source import (
    Document,
    Path_,
    Place,
    decode_source,
    parse_source,
    read_source,
)


def load_standard(path: Path) -> Standard:
    """Return the standard in a YAML file; raise `StandardError` with all of its faults.

    A file that has not changed since the last time is not read again.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise StandardError.at_start(path, f"cannot be read: {reason}") from error
    if not S_ISREG(status.st_mode):
        raise StandardError.at_start(path, "cannot be read: it is not a file")
    return _load_version(path, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=64)
def _load_version(path: Path, _changed_ns: int, _size: int) -> Standard:
    return parse_standard(read_source(path), str(path))


def parse_standard(content: bytes, name: str) -> Standard:
    """Return the standard in the bytes of a file; `name` stands in the faults.

    Raises `StandardError` with all faults, in file order, and nothing else.
    """
    document = parse_source(decode_source(content, name))
    standard = None
    if document.is_whole and isinstance(document.data, dict):
        standard = _build(document)
        _check(document)
    elif document.is_whole:
        document.refuse(document.place_of(()), "expected a mapping of keys and values")
    if document.faults or standard is None:
        raise StandardError(_sort_faults(document, name))
    return standard


def _build(document: Document) -> Standard | None:
    """Return the standard, or None where its shape is wrong, which is then in the faults."""
    try:
        return Standard.model_validate_json(json.dumps(document.data))
    except ValidationError as error:
        spoken_of = {fault[:2] for fault in document.faults}
        for detail in error.errors(include_url=False):
            place = _place_of_error(document, detail["loc"], detail["type"])
            if place[:2] not in spoken_of and not _is_only_an_echo(detail):
                document.refuse(place, describe_error(detail))
        return None


def _is_only_an_echo(detail: ErrorDetails) -> bool:
    """Tell whether a list is called too short only because its entries were refused."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _check(document: Document) -> None:
    for path, message in find_contradictions(document.data):
        is_key = path[-1:] == ("[key]",)
        place = document.keys[path[:-1]] if is_key else document.place_of(path)
        document.refuse(place, message)


def _place_of_error(document: Document, path: Path_, kind: str) -> Place:
    if path[-1:] == ("[key]",):
        return document.keys[path[:-1]]
    if kind == "extra_forbidden":
        return document.keys[path]
    return document.place_of(path)


def _sort_faults(document: Document, name: str) -> tuple[Fault, ...]:
    faults = {Fault(name, *fault) for fault in document.faults}
    return tuple(sorted(faults))
