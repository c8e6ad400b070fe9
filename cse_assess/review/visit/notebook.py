"""Notes of a visit, brought together by element or by session."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from cse_assess.review.visit.models import VisitNote, VisitSession
from cse_assess.review.visit.values import name_element
from cse_assess.standards.structure import Standard

Key = TypeVar("Key")

WHOLE = "The visit as a whole"


@dataclass(frozen=True, slots=True)
class NoteGroup:
    """Notes under the element or session that they were taken on."""

    title: str
    notes: tuple[VisitNote, ...]


def group_by_element(notes: Sequence[VisitNote], standard: Standard) -> list[NoteGroup]:
    """Return notes by element in the standard's order; those on none come last."""
    places = {element.code: place for place, element in enumerate(standard.elements)}
    by_code = _collect(notes, lambda note: note.element_code)
    codes = sorted(by_code, key=lambda code: (not code, places.get(code, len(places)), code))
    return [
        NoteGroup(
            name_element(standard, code) if code else f"On no {standard.terms.element.one}",
            by_code[code],
        )
        for code in codes
    ]


def group_by_session(
    notes: Sequence[VisitNote], sessions: Sequence[VisitSession]
) -> list[NoteGroup]:
    """Return notes by session in the order of the plan; those outside sessions come last."""
    by_id = _collect(notes, lambda note: note.session_id)
    named = [(each.id, each.title) for each in sessions]
    return [NoteGroup(title, by_id[key]) for key, title in [*named, (None, WHOLE)] if key in by_id]


def _collect(
    notes: Sequence[VisitNote], key_of: Callable[[VisitNote], Key]
) -> dict[Key, tuple[VisitNote, ...]]:
    collected: dict[Key, list[VisitNote]] = defaultdict(list)
    for note in notes:
        collected[key_of(note)].append(note)
    return {key: tuple(group) for key, group in collected.items()}
