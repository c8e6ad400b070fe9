"""What an import found, element by element, and what it could not use."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cse_assess.errors import DomainError


class WordingError(DomainError):
    """A file from which no wording can be read at all; the message says why."""


class RowState(StrEnum):
    """How an element came out of the import; only a missed one is not imported."""

    FOUND = "found"
    MENDED = "mended"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One element of the standard.

    `statement` and `guidance` hold the source's own words, also where they were not good enough to
    be imported. `notes` says what was mended or why it was missed; `where` is the line or page.
    """

    code: str
    state: RowState
    notes: tuple[str, ...]
    statement: str | None
    guidance: tuple[str, ...]
    where: str | None

    @property
    def is_imported(self) -> bool:
        """Tell whether the row carries wording that may be stored."""
        return self.state is not RowState.MISSED


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The rows in the standard's order, and what else the source held.

    `unknown_codes` are codes that the standard does not have, `notes` tell of headings that
    differ, and `left_out` quotes text between the elements that belongs to none of them.
    """

    standard_id: str
    rows: tuple[ImportRow, ...]
    unknown_codes: tuple[str, ...]
    notes: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def imported(self) -> tuple[ImportRow, ...]:
        """Return the rows whose wording may be stored."""
        return tuple(row for row in self.rows if row.is_imported)

    @property
    def is_complete(self) -> bool:
        """Tell whether no element was missed."""
        return len(self.imported) == len(self.rows)

    def count(self, state: RowState) -> int:
        """Return how many elements are in a state."""
        return sum(row.state is state for row in self.rows)


def report_to_json(report: ImportReport) -> dict[str, Any]:
    """Return the published JSON form (docs: command line, `standard import --json`)."""
    return {
        "standard": report.standard_id,
        "found": report.count(RowState.FOUND),
        "mended": report.count(RowState.MENDED),
        "missed": report.count(RowState.MISSED),
        "elements": [_row_to_json(row) for row in report.rows],
        "unknown_codes": list(report.unknown_codes),
        "notes": list(report.notes),
        "left_out": list(report.left_out),
    }


def _row_to_json(row: ImportRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "state": row.state.value,
        "where": row.where,
        "notes": list(row.notes),
        "statement": row.statement,
        "guidance": list(row.guidance),
    }


def write_report(report: ImportReport) -> list[str]:
    """Return the report as lines to read."""
    lines = [_write_row(row) for row in report.rows]
    lines += [f"unknown code: {code}" for code in report.unknown_codes]
    lines += [f"note: {note}" for note in report.notes]
    lines += [f"left out: {excerpt}" for excerpt in report.left_out]
    counts = ", ".join(f"{report.count(state)} {state.value}" for state in RowState)
    return [*lines, f"{len(report.rows)} in all: {counts}"]


def _write_row(row: ImportRow) -> str:
    notes = f": {'; '.join(row.notes)}" if row.notes else ""
    where = f" ({row.where})" if row.where else ""
    return f"{row.code} {row.state.value}{where}{notes}"
