"""What a sheet of a report's workbook is made of."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

Value = str | int | float | date | None
Thing = TypeVar("Thing")

SHORT, DAY, LEVEL, TITLE, LONG = 10, 13, 20, 34, 60
"""Widths of columns, in characters."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Thing]):
    """A column: its heading, its width in characters, and what it says of the thing of a row."""

    title: str
    width: int
    say: Callable[[Thing], Value]


Columns = tuple[Column[Thing], ...]


@dataclass(frozen=True, slots=True)
class ReportSheet:
    """One sheet: a table with a row of headings."""

    name: str
    columns: Columns[Any]
    rows: tuple[tuple[Value, ...], ...]


def fill_sheet(name: str, columns: Columns[Thing], things: Iterable[Thing]) -> ReportSheet:
    """Return a sheet with a row for each thing."""
    return ReportSheet(name, columns, tuple(_say_row(columns, each) for each in things))


def _say_row(columns: Columns[Thing], thing: Thing) -> tuple[Value, ...]:
    return tuple(column.say(thing) for column in columns)


def say_yes(is_so: bool) -> str:  # noqa: FBT001 -- it is what is said
    """Return the word for whether something is so."""
    return "Yes" if is_so else "No"
