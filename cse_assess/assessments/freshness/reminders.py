"""The daily round that reminds of evidence that runs out, or will be out of date at a visit.

Owners are reminded 30 and 7 days before; where evidence has no owner who can sign in, the leads
are. A day on which the round did not run is made up for: what was said once is not said again.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role, User, UserStatus
from cse_assess.accounts.queries import list_members, list_organisations
from cse_assess.assessments.freshness.plan import PlannedItem, make_plan
from cse_assess.db import unit_of_work
from cse_assess.jobs.handlers import JobContext
from cse_assess.notices.models import NoticeKind
from cse_assess.notices.services import send_notice
from cse_assess.standards.registry import standard_folders
from cse_assess.web.templating import format_day, plural

ROUND = "remind_of_evidence"
DAYS_BEFORE = (7, 30)
TITLE_LENGTH = 150


def remind_of_evidence(context: JobContext, arguments: dict[str, Any]) -> dict[str, Any]:
    """Remind the people of every organisation as of the round's day; return how many notices."""
    on = date.fromisoformat(arguments["on"])
    folders = standard_folders(context.settings.instance_path)
    with unit_of_work():
        organisation_ids = [organisation.id for organisation in list_organisations()]
    return {"told": sum(_remind(each, on, folders) for each in organisation_ids)}


def _remind(organisation_id: int, on: date, folders: Sequence[Path]) -> int:
    with unit_of_work():
        plan = make_plan(Actor.system(organisation_id), on, folders)
        people = _Readers(organisation_id)
        return sum(
            _tell(reader, planned, text, key)
            for planned in plan.items
            for text, key in list_reminders(planned, on)
            for reader in people.of(planned)
        )


def list_reminders(planned: PlannedItem, on: date) -> Iterator[tuple[str, str]]:
    """Yield what is to be said of an item on a day, each with the key of its occasion."""
    title, renewal = _cut(planned.item.title), planned.renewal
    if (window := _find_window(renewal.last_day, on)) and renewal.last_day:
        left = _say_left(renewal.last_day, on)
        text = f"“{title}” counts until {format_day(renewal.last_day)}, {left}. Renew it."
        yield text, _key(planned, "until", renewal.last_day, window)
    if (window := _find_window(renewal.visit_on, on)) and renewal.visit_on:
        left = _say_left(renewal.visit_on, on)
        visit = format_day(renewal.visit_on)
        text = f"“{title}” will be out of date at the visit on {visit}, {left}."
        yield text, _key(planned, "visit", renewal.visit_on, window)


def _cut(title: str) -> str:
    return title if len(title) <= TITLE_LENGTH else f"{title[:TITLE_LENGTH]}…"


def _find_window(day: date | None, on: date) -> int | None:
    """Return the shortest of the times before `day` that `on` lies within, in days, or None."""
    if day is None or day < on:
        return None
    return next((days for days in DAYS_BEFORE if (day - on).days <= days), None)


def _say_left(day: date, on: date) -> str:
    days = (day - on).days
    return "which is today" if not days else f"in {plural(days, 'day', 'days')}"


def _key(planned: PlannedItem, occasion: str, day: date, window: int) -> str:
    return f"evidence:{planned.item.id}:{occasion}:{day.isoformat()}:{window}"


def _tell(reader: User, planned: PlannedItem, text: str, key: str) -> bool:
    return send_notice(
        user_id=reader.id,
        organisation_id=reader.organisation_id or 0,
        kind=NoticeKind.EVIDENCE_EXPIRES,
        text=text,
        url=f"/evidence/{planned.item.id}",
        key=key,
    )


class _Readers:
    """Who is told of an organisation's items."""

    def __init__(self, organisation_id: int) -> None:
        members = [
            person
            for person in list_members(organisation_id)
            if person.status is not UserStatus.DEACTIVATED
        ]
        self._by_id = {person.id: person for person in members}
        self._leads = [person for person in members if _is_lead(person)]

    def of(self, planned: PlannedItem) -> list[User]:
        """Return the item's owner, or the leads where nobody in use owns it."""
        owner = self._by_id.get(planned.item.owner_id or 0)
        return [owner] if owner else self._leads


def _is_lead(person: User) -> bool:
    return any(held.role == Role.LEAD for held in person.role_assignments)
