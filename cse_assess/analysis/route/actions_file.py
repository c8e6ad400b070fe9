"""Reads actions from a CSV file with the columns `action`, `effort_days`, `code` and `to_level`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from cse_assess.analysis.actions import Effect, PlannedAction
from cse_assess.analysis.csv_table import CsvFileError, read_table
from cse_assess.analysis.levels_file import refuse_code, refuse_level
from cse_assess.standards.structure import Standard

COLUMNS = ("action", "effort_days", "code", "to_level")
EFFORT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?", re.ASCII)
MOST_DAYS = 100_000
MOST_ACTIONS = 1000
LONGEST_NAME = 200


@dataclass(slots=True)
class _Draft:
    effort: Decimal | None = None
    effects: dict[str, str] = field(default_factory=dict)


def read_actions(content: bytes, name: str, standard: Standard) -> list[PlannedAction]:
    """Return the actions in the order in which each is first named; the name is the key.

    A row is one effect. Rows of the same name are one action, whose effort stands in at least one
    of them. `name` stands in the reasons. Raises `CsvFileError` with all of them.
    """
    drafts: dict[str, _Draft] = {}
    first_lines: dict[str, int] = {}
    reasons: list[str] = []
    for line, cells in read_table(content, name, COLUMNS):
        draft = drafts.setdefault(cells[0], _Draft())
        first_lines.setdefault(cells[0], line)
        reasons += [f"{name}:{line}: {each}" for each in _take_row(standard, draft, cells)]
    reasons += _refuse_whole(drafts, first_lines, name, has_reasons=bool(reasons))
    if reasons:
        raise CsvFileError(reasons)
    return [_plan(action, draft) for action, draft in drafts.items()]


def _plan(name: str, draft: _Draft) -> PlannedAction:
    effects = tuple(Effect(code, level) for code, level in draft.effects.items())
    return PlannedAction(name, name, draft.effort, None, effects)


def _take_row(standard: Standard, draft: _Draft, cells: list[str]) -> Iterator[str]:
    """Add a row to its action and yield what is wrong with it."""
    action, effort, code, level = cells
    if not action:
        yield "an action without a name"
    elif len(action) > LONGEST_NAME:
        yield f"the action's name is longer than {LONGEST_NAME} characters"
    yield from _take_effort(draft, effort)
    if (unknown := refuse_code(standard, code)) is not None:
        yield unknown
    elif code in draft.effects:
        yield f"the code “{code}” occurs twice in this action: expected each code once"
    if standard.find_level(level) is None:
        yield refuse_level(standard, level)
    draft.effects.setdefault(code, level)


def _take_effort(draft: _Draft, text: str) -> Iterator[str]:
    if not text:
        return
    if not EFFORT.fullmatch(text) or Decimal(text) > MOST_DAYS:
        yield (
            f"unknown effort “{text[:30]}”: expected days of work from 0 to {MOST_DAYS}, with a "
            "point and at most six decimals, such as 2.5"
        )
        return
    effort = Decimal(text)
    if draft.effort is not None and draft.effort != effort:
        yield f"the effort “{text}” contradicts {draft.effort} in an earlier row of this action"
    draft.effort = effort


def _refuse_whole(
    drafts: dict[str, _Draft], first_lines: dict[str, int], name: str, *, has_reasons: bool
) -> Iterator[str]:
    if len(drafts) > MOST_ACTIONS:
        yield f"{name}:1: more than {MOST_ACTIONS} actions"
    if has_reasons:
        return
    for action, draft in drafts.items():
        if draft.effort is None:
            yield f"{name}:{first_lines[action]}: the action “{action}” has no effort in any row"
