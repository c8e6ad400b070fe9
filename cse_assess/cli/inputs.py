"""What several commands share: choosing a standard, refusing input, printing JSON."""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import click

from cse_assess.standards.errors import StandardError, UnknownStandardError
from cse_assess.standards.loader import load_standard
from cse_assess.standards.registry import get_standard, list_standards
from cse_assess.standards.structure import Standard

DEFAULT_STANDARD = "cse"


class RefusedInputError(click.ClickException):
    """Input that is refused: its reasons go to stderr as they are, and the exit code is 1."""

    exit_code = 1

    def __init__(self, reasons: Iterable[object]) -> None:
        super().__init__("\n".join(map(str, reasons)))

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the reasons without a prefix, so that FILE:LINE begins the line."""
        click.echo(self.message, file=file, err=True)


def choose_standard(name: str | None) -> Standard:
    """Return the standard of an id or a path; without either, `cse` or the only one there is.

    Raises `RefusedInputError` where there is none, or where it has faults.
    """
    try:
        if name is None:
            return _default_standard()
        return load_standard(Path(name)) if _is_path(name) else get_standard(name)
    except StandardError as error:
        raise RefusedInputError(error.faults) from error
    except UnknownStandardError as error:
        raise RefusedInputError([error]) from error


def _default_standard() -> Standard:
    installed = list_standards()
    return installed[0] if len(installed) == 1 else get_standard(DEFAULT_STANDARD)


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or os.sep in name


def print_json(document: Any) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))
