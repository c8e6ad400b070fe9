"""What was done to an item, told from the audit chain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cse_assess.accounts.queries import list_members
from cse_assess.audit.models import AuditEvent
from cse_assess.audit.queries import list_events
from cse_assess.audit.vocabulary import AuditAction
from cse_assess.evidence.details import ItemDetails, say
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.words import DEED_TITLES, FIELD_TITLES, KIND_TITLES


@dataclass(frozen=True, slots=True)
class Change:
    """One field that changed: what it is called, and its text before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: what, when, by whom, why, and what it changed."""

    title: str
    at: datetime
    by: str
    note: str
    changes: tuple[Change, ...]


def describe_history(item: EvidenceItem) -> list[Deed]:
    """Return what was done to `item` in its library, newest first, in a fixed number of queries."""
    names = _name_people(item)
    events = list_events(object_type="evidence_item", object_id=item.id)
    known = {action.value for action in DEED_TITLES}
    return [_describe(event, names) for event in events if event.action in known]


def compare_details(theirs: ItemDetails, mine: ItemDetails, item: EvidenceItem) -> list[Change]:
    """Return the fields of `item` in which two people's details differ, theirs first."""
    names = _name_people(item)
    return [
        Change(label, _say(field, before, names), _say(field, after, names))
        for field, label in FIELD_TITLES.items()
        if (before := say(getattr(theirs, field))) != (after := say(getattr(mine, field)))
    ]


def _name_people(item: EvidenceItem) -> dict[str, str]:
    return {str(person.id): person.name for person in list_members(item.organisation_id)}


def _describe(event: AuditEvent, names: dict[str, str]) -> Deed:
    changes: dict[str, list[str]] = event.details.get("changes", {})
    return Deed(
        title=DEED_TITLES[AuditAction(event.action)],
        at=event.at,
        by=event.actor_name,
        note=_explain(event.details),
        changes=tuple(
            Change(FIELD_TITLES[field], _say(field, before, names), _say(field, after, names))
            for field, (before, after) in changes.items()
        ),
    )


def _explain(details: dict[str, Any]) -> str:
    number, reason = details.get("revision", 1), str(details.get("reason", ""))
    return f"Revision {number}: {reason}" if number > 1 else reason


def _say(field: str, text: str, names: dict[str, str]) -> str:
    if field == "owner_id":
        return names.get(text, text)
    if field == "kind":
        return {kind.value: title for kind, title in KIND_TITLES.items()}.get(text, text)
    if field in {"is_confidential", "needs_access"}:
        return "Yes" if text == "True" else "No"
    return text
