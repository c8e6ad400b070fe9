"""What a sheet of a report's workbook is made of."""

from dataclasses import dataclass
from datetime import date

Value = str | int | float | date | None

SHORT, DAY, LEVEL, TITLE, LONG = 10, 13, 20, 34, 60
"""Widths of columns, in characters."""


@dataclass(frozen=True, slots=True)
class Column:
    """The heading of a column and its width in characters."""

    title: str
    width: int


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet: a table with a row of headings."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
