"""Reads files for a command; needs no instance."""

from pathlib import Path

import click

from cse_assess.analysis.csv_table import LARGEST_FILE
from cse_assess.cli.support import fail
from cse_assess.reading.document import Document

FILE = click.Path(path_type=Path)


def read_file(path: Path) -> Document:
    """Return what the file at `path` says, by the checks of the library's door.

    Ends the command with exit code 1 and the reason on stderr where the library would refuse the
    file, or where it cannot be read.
    """
    from cse_assess.config import UploadLimits
    from cse_assess.errors import DomainError
    from cse_assess.evidence.intake import check_file
    from cse_assess.reading.reader import read_document

    try:
        if not path.is_file():
            fail(f"{path}: is not a file")
        file_type = check_file(path, UploadLimits())
        return read_document(path, file_type.suffixes[0])
    except DomainError as refusal:
        fail(f"{path}: {refusal.message}")
    except OSError as error:
        fail(f"{path}: cannot be read: {error.strerror}")


def read_table_file(path: Path) -> bytes:
    """Return the content of a CSV file, as far as one byte beyond the largest that is taken.

    Ends the command with exit code 1 where the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except OSError as error:
        fail(f"{path}:1: cannot be read: {error.strerror}")
