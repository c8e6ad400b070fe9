"""What an import of actions would do: every change of every row, or every fault of every row."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cse_assess.accounts.models import User
from cse_assess.assessments.actions.models import ActionStatus, ImprovementAction
from cse_assess.assessments.actions.transfer.columns import (
    DUE,
    EFFORT,
    ELEMENTS,
    NOTES,
    NUMBER,
    OWNER,
    STATUS,
    TITLE,
)
from cse_assess.assessments.actions.transfer.effects_text import EffectFault, read_effects
from cse_assess.assessments.actions.values import (
    ActionValues,
    EffectValue,
    check_values,
    read_effort,
    speak_values,
)
from cse_assess.assessments.actions.words import FIELD_LABELS, STATUS_TITLES
from cse_assess.assessments.transfer.people import OwnerFault, People
from cse_assess.assessments.transfer.plan import FieldChange, RowFault, RowReader, find_overhang
from cse_assess.assessments.transfer.sheet import BadCell, Sheet, SheetRow
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Standard

# Which column a refused field of an action was filled from.
COLUMN_OF_FIELD = {
    "title": TITLE,
    "notes": NOTES,
    "owner_id": OWNER,
    "effort_days": EFFORT,
    "effects": ELEMENTS,
}
STATUS_LABEL = "Status"
ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
BRITISH_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ActionRow:
    """What one row would do: change an action, or add one where there is none."""

    row: int
    action: ImprovementAction | None
    values: ActionValues
    status: ActionStatus
    changes: tuple[FieldChange, ...]

    @property
    def is_new(self) -> bool:
        """Tell whether the row adds an action."""
        return self.action is None


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """The whole import; with faults, nothing of it may be done."""

    rows: tuple[ActionRow, ...]
    faults: tuple[RowFault, ...]
    row_count: int

    @property
    def changing(self) -> tuple[ActionRow, ...]:
        """Return the rows that say anything new."""
        return tuple(row for row in self.rows if row.is_new or row.changes)

    @property
    def added(self) -> int:
        """Return how many actions would be added."""
        return sum(row.is_new for row in self.rows)

    @property
    def emptied(self) -> int:
        """Return how many fields would be emptied."""
        return sum(
            not change.after for row in self.rows if not row.is_new for change in row.changes
        )

    @property
    def fingerprint(self) -> str:
        """Return what is another as soon as the file or the actions are others."""
        said = [
            [
                row.action.id if row.action else None,
                row.action.version_id if row.action else None,
                repr(row.values),
                row.status.value,
            ]
            for row in self.rows
        ]
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class ActionGround:
    """What rows are judged against: the standard, the actions as they stand, and the people."""

    standard: Standard
    actions: Sequence[ImprovementAction]
    people: Sequence[User]


def make_plan(sheet: Sheet, columns: Mapping[str, int], ground: ActionGround) -> ActionPlan:
    """Return what the sheet would do; `columns` says which of its columns is which of ours."""
    rows: list[ActionRow] = []
    faults: list[RowFault] = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        reader = _ActionReader(row, columns, ground)
        planned = reader.read(seen)
        faults += [*reader.faults, *find_overhang(row, sheet)]
        if planned:
            rows.append(planned)
    return ActionPlan(tuple(rows), tuple(faults), len(sheet.rows))


class _ActionReader(RowReader):
    """Reads what one row says of an action."""

    def __init__(self, row: SheetRow, columns: Mapping[str, int], ground: ActionGround) -> None:
        super().__init__(row, columns)
        self.ground = ground

    def read(self, seen: dict[str, int]) -> ActionRow | None:
        title = " ".join(self.text(TITLE).split())
        action = self._find_action(title, seen)
        present = ActionValues.of(action) if action else ActionValues()
        values = self._read_values(action, replace(present, title=title))
        status = self._read_status(action)
        if self.faults:
            return None
        values = self._check(values, present)
        if self.faults:
            return None
        changes = self._tell(action, present, values, status)
        return ActionRow(self.row.number, action, values, status, changes)

    def _find_action(self, title: str, seen: dict[str, int]) -> ImprovementAction | None:
        """Return the action of the row's number, or else the only one of this title.

        Without a number, the same title stands for the same action, so that a file that is
        imported twice adds nothing the second time.
        """
        number = self.text(NUMBER) if NUMBER in self.columns else ""
        if not title:
            self.refuse(TITLE, "what is to be done is missing")
            return None
        found = self._find_numbered(number) if number else self._find_titled(title)
        key = f"#{found.id}" if found else title.casefold()
        if key in seen:
            self.refuse(NUMBER if number else TITLE, f"row {seen[key]} is about the same action")
        seen.setdefault(key, self.row.number)
        return found

    def _find_numbered(self, number: str) -> ImprovementAction | None:
        for action in self.ground.actions:
            if str(action.id) == number.lstrip("#"):
                return action
        self.refuse(NUMBER, f"there is no action {number} here. Empty the cell to add a new one")
        return None

    def _find_titled(self, title: str) -> ImprovementAction | None:
        wanted = title.casefold()
        same = [each for each in self.ground.actions if each.title.casefold() == wanted]
        if len(same) > 1:
            choices = " or ".join(str(each.id) for each in same)
            self.refuse(NUMBER, f"several actions are called “{title}”: write {choices}")
        return same[0] if same else None

    def _read_values(self, action: ImprovementAction | None, present: ActionValues) -> ActionValues:
        return replace(
            present,
            notes=self.text(NOTES) if NOTES in self.columns else present.notes,
            owner_id=self._read_owner(action) if OWNER in self.columns else present.owner_id,
            due_on=self._read_due() if DUE in self.columns else present.due_on,
            effort_days=self._read_effort() if EFFORT in self.columns else present.effort_days,
            effects=self._read_effects() if ELEMENTS in self.columns else present.effects,
        )

    def _read_owner(self, action: ImprovementAction | None) -> int | None:
        try:
            return People(self.ground.people).find(
                self.text(OWNER), action.owner if action else None
            )
        except OwnerFault as fault:
            self.refuse(OWNER, f"{fault}. Actions go to leads and contributors of the service")
            return None

    def _read_due(self) -> date | None:
        cell = self.row.cell(self.columns[DUE])
        text = cell.day if isinstance(cell, BadCell) and cell.day else self.text(DUE)
        if not text:
            return None
        try:
            return read_day(text)
        except ValueError:
            self.refuse(DUE, f"“{text}” is no date such as 2027-03-27 or 27/3/2027")
            return None

    def _read_effort(self) -> Decimal | None:
        try:
            return read_effort(self.text(EFFORT))
        except DomainError as error:
            self.refuse(EFFORT, error.message[0].lower() + error.message[1:])
            return None

    def _read_effects(self) -> tuple[EffectValue, ...]:
        try:
            return read_effects(self.ground.standard, self.text(ELEMENTS))
        except EffectFault as fault:
            self.refuse(ELEMENTS, str(fault))
            return ()

    def _read_status(self, action: ImprovementAction | None) -> ActionStatus:
        present = ActionStatus(action.status) if action else ActionStatus.PLANNED
        written = self.text(STATUS) if STATUS in self.columns else ""
        if not written:
            return present
        wanted = " ".join(written.casefold().replace("_", " ").split())
        for status, title in STATUS_TITLES.items():
            if wanted == title.casefold():
                return status
        expected = ", ".join(STATUS_TITLES.values())
        self.refuse(STATUS, f"there is no status “{written}”. Expected {expected}, or nothing")
        return present

    def _check(self, values: ActionValues, present: ActionValues) -> ActionValues:
        people = {person.id for person in self.ground.people}
        try:
            return check_values(self.ground.standard, values, people, present)
        except DomainError as error:
            column = COLUMN_OF_FIELD.get(error.field or "", TITLE)
            self.refuse(column, error.message[0].lower() + error.message[1:])
            return present

    def _tell(
        self,
        action: ImprovementAction | None,
        present: ActionValues,
        values: ActionValues,
        status: ActionStatus,
    ) -> tuple[FieldChange, ...]:
        names = {person.id: person.name for person in self.ground.people}
        if action is not None and action.owner is not None:
            names.setdefault(action.owner.id, action.owner.name)
        was, is_now = (
            speak_values(self.ground.standard, each, names) for each in (present, values)
        )
        changes = [
            FieldChange(FIELD_LABELS[name], was[name], is_now[name])
            for name in present.differing(values)
        ]
        before = action.status if action else ActionStatus.PLANNED
        if before != status:
            changes.append(
                FieldChange(
                    STATUS_LABEL, STATUS_TITLES[ActionStatus(before)], STATUS_TITLES[status]
                )
            )
        return tuple(changes)


def read_day(text: str) -> date:
    """Return the day that a text such as “2027-03-27” or “27/3/2027” says; raise `ValueError`."""
    found = ISO_DAY.fullmatch(text) or BRITISH_DAY.fullmatch(text)
    if found is None:
        raise ValueError("no day, month and year")
    return date(*(int(number) for number in found.group("year", "month", "day")))
