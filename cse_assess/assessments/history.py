"""The history of an element, as one person may read it: who changed what, when, from, to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import ResponseChange
from cse_assess.assessments.proof import speak_kinds
from cse_assess.evidence.policy import can_open_item, shown_title
from cse_assess.standards.structure import Standard

LABELS = {
    "level": "Level",
    "level_reason": "Reason",
    "justification": "Justification",
    "tell": "To tell or see on site",
    "owner_id": "Owner",
    "carried": "Carried forward",
    "evidence_attached": "Evidence attached",
    "evidence_detached": "Evidence detached",
    "evidence_note": "What evidence proves changed",
    "evidence_points": "What evidence proves changed",
    "evidence_kinds": "What evidence proves changed",
    "passage_pinned": "Passage pinned",
    "passage_confirmed": "Pinned passage confirmed in other words",
    "passage_removed": "Pinned passage removed",
    "passage_lost": "Pinned passage not found word for word",
}
DETAILS = {
    "evidence_points": "Guidance points",
    "evidence_kinds": "Kinds of proof",
    "passage_pinned": "Passage",
    "passage_confirmed": "Passage",
    "passage_removed": "Passage",
    "passage_lost": "Passage, and what is most like it now",
}
QUOTING = "passage_"
NOTE = "What it proves"
SHORT_FIELDS = frozenset({"level", "owner_id"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field: its name, and what it said before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What one person did at one moment."""

    title: str
    at: datetime
    by: str
    changes: tuple[FieldChange, ...]


def make_entries(
    changes: Iterable[ResponseChange], standard: Standard, viewer: Actor
) -> list[Entry]:
    """Return the history in the order of `changes`, those of one save as one entry."""
    together = groupby(changes, key=lambda each: (each.at, each.actor_name, each.item_id))
    return [_make_entry(list(members)[::-1], standard, viewer) for _, members in together]


def shorten(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries with levels and owners, but without the long texts."""
    short = {LABELS[name] for name in SHORT_FIELDS}
    return [
        Entry(
            entry.title,
            entry.at,
            entry.by,
            tuple(change for change in entry.changes if change.label in short),
        )
        for entry in entries
    ]


def _make_entry(changes: Sequence[ResponseChange], standard: Standard, viewer: Actor) -> Entry:
    first = changes[0]
    fields = tuple(
        FieldChange(
            LABELS[change.field],
            _say(standard, change.field, change.before),
            _say(standard, change.field, change.after),
        )
        for change in changes
    )
    title = ", ".join(field.label for field in fields)
    if first.item is not None:
        is_open = can_open_item(viewer, first.item)
        title = f"{LABELS[first.field]}: {shown_title(first.item, is_open=is_open)}"
        fields = tuple(
            replace(field, label=DETAILS.get(change.field, NOTE))
            for field, change in zip(fields, changes, strict=True)
            if is_open or not change.field.startswith(QUOTING)
        )
    shown = tuple(field for field in fields if field.before or field.after)
    return Entry(
        title.capitalize() if first.item is None else title, first.at, first.actor_name, shown
    )


def _say(standard: Standard, field: str, text: str) -> str:
    """Return a stored value in words: a level's title, or that there was nobody."""
    if field == "level":
        level = standard.find_level(text)
        return level.title if level else text or "Not scored"
    if field == "evidence_kinds":
        return speak_kinds(text)
    return text or ("Nobody" if field == "owner_id" else "")
