"""How a command chooses the standard that it works on."""

import os
from pathlib import Path

from cse_assess.cli.support import fail
from cse_assess.standards.errors import StandardError, UnknownStandardError
from cse_assess.standards.loader import load_standard
from cse_assess.standards.registry import get_standard, list_standards
from cse_assess.standards.structure import Standard

DEFAULT_STANDARD = "cse"


def choose_standard(name: str | None) -> Standard:
    """Return the standard of an id or a path; without either, `cse` or the only one there is.

    Ends the command with exit code 1 where there is none, or where it has faults.
    """
    try:
        if name is None:
            return _default_standard()
        return load_standard(Path(name)) if _is_path(name) else get_standard(name)
    except (StandardError, UnknownStandardError) as error:
        fail(str(error))


def _default_standard() -> Standard:
    installed = list_standards()
    return installed[0] if len(installed) == 1 else get_standard(DEFAULT_STANDARD)


def _is_path(name: str) -> bool:
    return name.endswith((".yaml", ".yml")) or os.sep in name
