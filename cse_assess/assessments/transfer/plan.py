"""What an import would do: every change of every row, or every fault of every row."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from cse_assess.accounts.models import User
from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.transfer.columns import (
    CODE,
    EVIDENCE,
    JUSTIFICATION,
    LEVEL,
    OWNER,
    TELL,
)
from cse_assess.assessments.transfer.levels import LevelFault, find_level
from cse_assess.assessments.transfer.library import Library, NameFault
from cse_assess.assessments.transfer.people import OwnerFault, People
from cse_assess.assessments.transfer.reasons import split_reason
from cse_assess.assessments.transfer.sheet import BadCell, Sheet, SheetRow
from cse_assess.assessments.values import (
    FIELDS,
    ResponseValues,
    check_values,
    speak_values,
)
from cse_assess.errors import DomainError
from cse_assess.evidence.models import EvidenceItem
from cse_assess.standards.structure import Standard

# Which column a refused field of an element was filled from.
COLUMN_OF_FIELD = {
    "level": LEVEL,
    "level_reason": JUSTIFICATION,
    "justification": JUSTIFICATION,
    "tell": TELL,
    "owner_id": OWNER,
}


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong in a cell; `row` is the number that a spreadsheet program shows."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        """Return the fault on one line."""
        return f"row {self.row}, {self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that would change, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowPlan:
    """What one row would do to one element."""

    row: int
    response: ElementResponse
    values: ResponseValues
    changes: tuple[FieldChange, ...]
    attach: tuple[EvidenceItem, ...]

    @property
    def is_change(self) -> bool:
        """Tell whether the row says anything new."""
        return bool(self.changes or self.attach)


@dataclass(frozen=True, slots=True)
class Plan:
    """The whole import; with faults, nothing of it may be done."""

    rows: tuple[RowPlan, ...]
    faults: tuple[RowFault, ...]
    row_count: int

    @property
    def changing(self) -> tuple[RowPlan, ...]:
        """Return the rows that say anything new."""
        return tuple(row for row in self.rows if row.is_change)

    @property
    def emptied(self) -> int:
        """Return how many fields would be emptied."""
        return sum(not change.after for row in self.rows for change in row.changes)

    @property
    def fingerprint(self) -> str:
        """Return what is another as soon as the file, the elements or the library are others."""
        said = [
            [
                row.response.id,
                row.response.version_id,
                _values_to_json(row.values),
                [item.id for item in row.attach],
            ]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _values_to_json(values: ResponseValues) -> list[Any]:
    return [getattr(values, name) for name in FIELDS]


@dataclass(frozen=True, slots=True)
class Ground:
    """What rows are judged against: standard, elements as they stand, people and library.

    `responses` are found by the code in small letters, `linked` items by the response's id.
    """

    standard: Standard
    responses: Mapping[str, ElementResponse]
    linked: Mapping[int, frozenset[int]]
    people: Mapping[int, User]
    library: Library

    def linked_to(self, response: ElementResponse) -> set[int]:
        """Return the ids of the items that are linked to an element."""
        return set(self.linked.get(response.id, ()))


def make_plan(sheet: Sheet, columns: Mapping[str, int], ground: Ground) -> Plan:
    """Return what the sheet would do; `columns` says which of its columns is which of ours."""
    rows: list[RowPlan] = []
    faults: list[RowFault] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        reader = _ElementReader(row, columns, ground)
        plan = reader.read(seen)
        faults += [*reader.faults, *find_overhang(row, sheet)]
        if plan:
            rows.append(plan)
    return Plan(tuple(rows), tuple(faults), len(sheet.rows))


def find_overhang(row: SheetRow, sheet: Sheet) -> Iterator[RowFault]:
    """Yield the fault of a row that is longer than the headings, if it has it."""
    if len(row.cells) > len(sheet.headings):
        message = "the row has more cells than there are headings: check the quotation marks"
        yield RowFault(row.number, "row", message)


class RowReader:
    """Reads the cells of one row, noting each fault that it finds."""

    def __init__(self, row: SheetRow, columns: Mapping[str, int]) -> None:
        self.row = row
        self.columns = columns
        self.faults: list[RowFault] = []

    def refuse(self, column: str, message: str) -> None:
        """Note what is wrong in the cell of a column."""
        self.faults.append(RowFault(self.row.number, column, message))

    def text(self, column: str) -> str:
        """Return the text in the cell of a column, empty where it holds something else."""
        cell = self.row.cell(self.columns[column])
        if isinstance(cell, BadCell):
            self.refuse(column, f"the cell {cell.fault}")
            return ""
        return cell


class _ElementReader(RowReader):
    """Reads what one row says of an element."""

    def __init__(self, row: SheetRow, columns: Mapping[str, int], ground: Ground) -> None:
        super().__init__(row, columns)
        self.ground = ground

    def read(self, seen: dict[str, int]) -> RowPlan | None:
        response = self._find_response(seen)
        if response is None:
            return None
        present = ResponseValues.of(response)
        values = self._read_values(response, present)
        attach = self._read_evidence(response)
        if self.faults:
            return None
        return RowPlan(
            self.row.number, response, values, self._tell(response, present, values), attach
        )

    def _find_response(self, seen: dict[str, int]) -> ElementResponse | None:
        code = self.text(CODE).rstrip(".")
        response = self.ground.responses.get(code.casefold())
        if self.faults:
            return None
        if response is None:
            self.refuse(CODE, _describe_unknown(code, self.ground))
        elif response.element_code in seen:
            self.refuse(CODE, f"“{code}” stands in row {seen[response.element_code]} already")
        else:
            seen[response.element_code] = self.row.number
            return response
        return None

    def _read_values(self, response: ElementResponse, present: ResponseValues) -> ResponseValues:
        values = self._read_level_and_texts(present)
        if OWNER in self.columns:
            values = replace(values, owner_id=self._read_owner(response))
        if self.faults:
            return present
        try:
            return check_values(self.ground.standard, response, values, self.ground.people)
        except DomainError as error:
            column = COLUMN_OF_FIELD.get(error.field or "", CODE)
            self.refuse(column, error.message[0].lower() + error.message[1:])
            return present

    def _read_level_and_texts(self, present: ResponseValues) -> ResponseValues:
        level = self._read_level() if LEVEL in self.columns else present.level
        values = replace(present, level=level)
        if JUSTIFICATION in self.columns:
            text = self.text(JUSTIFICATION)
            values = split_reason(self.ground.standard, present, level, text)
        if TELL in self.columns:
            values = replace(values, tell=self.text(TELL))
        return values

    def _read_level(self) -> str | None:
        try:
            return find_level(self.ground.standard, self.text(LEVEL))
        except LevelFault as fault:
            self.refuse(LEVEL, str(fault))
            return None

    def _read_owner(self, response: ElementResponse) -> int | None:
        try:
            return People(self.ground.people.values()).find(self.text(OWNER), response.owner)
        except OwnerFault as fault:
            self.refuse(OWNER, str(fault))
            return None

    def _read_evidence(self, response: ElementResponse) -> tuple[EvidenceItem, ...]:
        """Return the items that are named and not linked yet; a link is never taken away."""
        if EVIDENCE not in self.columns:
            return ()
        linked = self.ground.linked_to(response)
        try:
            items = self.ground.library.find(self.text(EVIDENCE), linked)
        except NameFault as fault:
            self.refuse(EVIDENCE, str(fault))
            return ()
        fresh = tuple(item for item in items if item.id not in linked)
        for item in fresh:
            if item.withdrawn_at is not None:
                self.refuse(EVIDENCE, f"“{item.title}” is withdrawn and cannot be attached")
        return fresh

    def _tell(
        self, response: ElementResponse, before: ResponseValues, after: ResponseValues
    ) -> tuple[FieldChange, ...]:
        people = People(self.ground.people.values())
        told = [
            speak_values(self.ground.standard, values, people.name(values.owner_id, response.owner))
            for values in (before, after)
        ]
        return tuple(
            FieldChange(name, told[0][name], told[1][name]) for name in before.differing(after)
        )


def _describe_unknown(code: str, ground: Ground) -> str:
    term = ground.standard.terms.element.one
    if not code:
        return f"the code of the {term} is missing"
    close = get_close_matches(code.casefold(), list(ground.responses), n=1)
    hint = f" Is it {ground.responses[close[0]].element_code}?" if close else ""
    return f"{ground.standard.title} has no {term} “{code}”.{hint}"
