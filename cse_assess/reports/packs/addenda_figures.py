"""The addenda of a pack for other programs: as JSON, and as CSV in which no cell calculates."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from cse_assess.assessments.transfer.csv_text import write_csv
from cse_assess.reports.document import LinkedEvidence
from cse_assess.reports.packs.files import LeftOut, PackedFile
from cse_assess.reports.packs.kept import PackedAddendum

COLUMNS = (
    "addendum",
    "query",
    "element",
    "question",
    "answer",
    "answer_by",
    "answered_on",
    "late",
    "piece",
    "file",
    "left_out",
    "fingerprint",
)


def addendum_to_json(addendum: PackedAddendum) -> dict[str, Any]:
    """Return an addendum with its pieces, each with its file or why that is not in the pack."""
    return {
        "number": addendum.number,
        "query": addendum.query,
        "element": addendum.element or None,
        "question": addendum.question,
        "answer": addendum.answer,
        "answer_by": _write_day(addendum.answer_by) or None,
        "answered_on": _write_day(addendum.answered_on) or None,
        "late": addendum.is_late,
        "fingerprint": addendum.fingerprint,
        "evidence": [_piece_to_json(addendum, linked) for linked in addendum.evidence],
    }


def _piece_to_json(addendum: PackedAddendum, linked: LinkedEvidence) -> dict[str, Any]:
    path, reason = _place(addendum, linked)
    return {
        "title": linked.record.title,
        "revision": linked.record.revision,
        "address": linked.record.address or None,
        "file": path or None,
        "left_out": reason or None,
    }


def _place(addendum: PackedAddendum, linked: LinkedEvidence) -> tuple[str, str]:
    """Return the path of a piece's file, and why it is not in the pack; one of them is empty."""
    found = addendum.files.get(linked.record.item_id)
    path = found.path if isinstance(found, PackedFile) else ""
    reason = found.reason if isinstance(found, LeftOut) else ""
    return path, reason


def addenda_to_csv(addenda: Iterable[PackedAddendum]) -> bytes:
    """Return a row for each piece of each addendum, and one for an addendum without any."""
    return write_csv([COLUMNS, *(row for addendum in addenda for row in _list_rows(addendum))])


def _list_rows(addendum: PackedAddendum) -> Iterator[tuple[str, ...]]:
    said = (
        str(addendum.number),
        str(addendum.query),
        addendum.element,
        addendum.question,
        addendum.answer,
        _write_day(addendum.answer_by),
        _write_day(addendum.answered_on),
        "yes" if addendum.is_late else "no",
    )
    for linked in addendum.evidence:
        yield (*said, linked.record.title, *_place(addendum, linked), addendum.fingerprint)
    if not addendum.evidence:
        yield (*said, "", "", "", addendum.fingerprint)


def _write_day(day: date | None) -> str:
    return day.isoformat() if day else ""
