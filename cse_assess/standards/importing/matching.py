"""Matches what a source holds with a standard, by code, and says what is doubtful."""

from collections import defaultdict
from collections.abc import Sequence

from cse_assess.standards.importing.codes import CodeReader
from cse_assess.standards.importing.entries import Entry, Source
from cse_assess.standards.importing.report import ImportReport, ImportRow, RowState
from cse_assess.standards.structure import Element, Standard

LONGEST_TEXT = 4000


def match_source(source: Source, standard: Standard, codes: CodeReader) -> ImportReport:
    """Return the report of a source: each element of the standard is found, mended or missed."""
    by_code: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in source.entries:
        by_code[entry.code].append(entry)
    return ImportReport(
        standard_id=standard.id,
        rows=tuple(_make_row(element, by_code[element.code]) for element in standard.elements),
        unknown_codes=tuple(
            f"{entry.where}: {entry.printed}"
            for entry in source.entries
            if not codes.is_known(entry.code)
        ),
        notes=tuple(source.notes),
        left_out=tuple(stretch.describe() for stretch in source.left_out),
    )


def _make_row(element: Element, entries: Sequence[Entry]) -> ImportRow:
    if not entries:
        note = "its code does not occur in the source"
        return ImportRow(element.code, RowState.MISSED, (note,), None, (), None)
    entry, notes, problems = _choose(entries)
    if entry.printed != element.code:
        notes.append(f"its code is printed as “{entry.printed}”")
    problems += _find_problems(element, entry)
    state = RowState.MISSED if problems else RowState.MENDED if notes else RowState.FOUND
    return ImportRow(
        code=element.code,
        state=state,
        notes=tuple(dict.fromkeys([*problems, *notes])),
        statement=entry.statement or None,
        guidance=tuple(entry.guidance),
        where=entry.where,
    )


def _choose(entries: Sequence[Entry]) -> tuple[Entry, list[str], list[str]]:
    """Return the entry to use, its notes, and its problems: a code may occur several times."""
    with_guidance = [entry for entry in entries if entry.guidance] or list(entries)
    chosen = with_guidance[0]
    notes, problems = [*chosen.notes], [*chosen.problems]
    places = ", ".join(entry.where for entry in entries)
    is_same = all(_texts(entry) == _texts(chosen) for entry in with_guidance)
    if not is_same:
        problems.append(f"its code occurs several times with different text ({places})")
    elif len(entries) > 1:
        notes.append(f"its code occurs several times ({places}); the one with guidance is used")
    return chosen, notes, problems


def _texts(entry: Entry) -> tuple[str, tuple[str, ...]]:
    return entry.statement, tuple(entry.guidance)


def _find_problems(element: Element, entry: Entry) -> list[str]:
    problems = []
    expected, found = len(element.guidance), len(entry.guidance)
    if not entry.statement:
        problems.append("no statement stands behind its code")
    elif entry.statement[0].islower():
        problems.append("its statement begins in mid-sentence")
    if found != expected:
        problems.append(f"{expected} guidance points were expected and {found} found")
    if any(len(text) > LONGEST_TEXT for text in (entry.statement, *entry.guidance)):
        problems.append(f"a text is longer than {LONGEST_TEXT} characters")
    return problems
