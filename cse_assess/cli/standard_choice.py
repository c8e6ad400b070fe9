"""How a command chooses the standard that it works on."""

import os
from pathlib import Path

from cse_assess.cli.support import fail
from cse_assess.standards.errors import StandardError, UnknownStandardError
from cse_assess.standards.loader import load_standard
from cse_assess.standards.registry import get_path, list_standards
from cse_assess.standards.structure import Standard

DEFAULT_STANDARD = "cse"


def choose_standard(name: str | None) -> Standard:
    """Return the standard of an id or a path; without either, `cse` or the only one there is.

    Ends the command with exit code 1 where there is none, or where it has faults.
    """
    try:
        return _default_standard() if name is None else load_standard(choose_path(name))
    except StandardError as error:
        fail(str(error))


def choose_path(name: str) -> Path:
    """Return the file of a standard, given by its id or as the path itself.

    Ends the command with exit code 1 where no standard has this id.
    """
    if name.endswith((".yaml", ".yml")) or os.sep in name:
        return Path(name)
    try:
        return get_path(name)
    except (StandardError, UnknownStandardError) as error:
        fail(str(error))


def _default_standard() -> Standard:
    installed = list_standards()
    return installed[0] if len(installed) == 1 else load_standard(choose_path(DEFAULT_STANDARD))
