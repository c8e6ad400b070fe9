"""Reads an uploaded spreadsheet, whichever kind it is."""

from typing import IO

from cse_assess.assessments.transfer.csv_text import read_csv
from cse_assess.assessments.transfer.sheet import FILE_BYTES, Sheet, SheetRefused
from cse_assess.assessments.transfer.workbook import OLD_FORMAT, read_workbook
from cse_assess.config import MEBIBYTE

ARCHIVE = b"PK\x03\x04"


def read_sheet(stream: IO[bytes]) -> Sheet:
    """Return the sheet in a CSV or XLSX file, which its content tells, not its name.

    Raises `SheetRefused` saying what is wrong and what to do. Takes memory for one small file.
    """
    content = read_content(stream)
    if content.startswith((ARCHIVE, OLD_FORMAT)):
        return read_workbook(content)
    return read_csv(content)


def read_content(stream: IO[bytes]) -> bytes:
    """Return what a spreadsheet's file holds; raise `SheetRefused` where it is too large."""
    content = stream.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        raise SheetRefused(
            f"The file is larger than {FILE_BYTES // MEBIBYTE} MB. A self-assessment has far less "
            "text: check that it is the right file."
        )
    return content
