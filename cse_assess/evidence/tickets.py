"""Lets a person confirm, on a second page, a file that was taken in on the first.

The ticket is signed and bound to its person: a hash alone must never open content that the
sender may not have seen.
"""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer

from cse_assess.accounts.actor import Actor
from cse_assess.errors import DomainError
from cse_assess.evidence.details import ItemDetails
from cse_assess.evidence.intake import CheckedFile

LIFETIME_SECONDS = 2 * 60 * 60
DATES = ("evidence_on", "valid_until")


def sign_ticket(secret_key: str, actor: Actor, file: CheckedFile, details: ItemDetails) -> str:
    """Return a ticket with which `actor` may add `file` with `details` within two hours."""
    return _serializer(secret_key, actor).dumps(
        {"file": asdict(file), "details": {**asdict(details), **_write_dates(details)}}
    )


def read_ticket(secret_key: str, actor: Actor, ticket: str) -> tuple[CheckedFile, ItemDetails]:
    """Return the file and details of a ticket; raise `DomainError` for one that does not hold."""
    values = _load(_serializer(secret_key, actor), ticket)
    details = values["details"]
    dates = {field: date.fromisoformat(details[field]) for field in DATES if details[field]}
    return CheckedFile(**values["file"]), ItemDetails(**{**details, **dates})


@dataclass(frozen=True, slots=True)
class Replacement:
    """New content for an item, looked at before it is saved: a stored file, or a web address.

    `after` is the number of the revision that it was compared with.
    """

    item_id: int
    after: int
    file: CheckedFile | None = None
    url: str = ""


def sign_replacement(secret_key: str, actor: Actor, replacement: Replacement) -> str:
    """Return a ticket with which `actor` may replace the content within two hours."""
    return _serializer(secret_key, actor, "replacement").dumps(asdict(replacement))


def read_replacement(secret_key: str, actor: Actor, ticket: str) -> Replacement:
    """Return the replacement of a ticket; raise `DomainError` for one that does not hold."""
    values = _load(_serializer(secret_key, actor, "replacement"), ticket)
    file = CheckedFile(**values["file"]) if values["file"] else None
    return Replacement(**{**values, "file": file})


def _load(serializer: URLSafeTimedSerializer, ticket: str) -> dict[str, Any]:
    try:
        values: dict[str, Any] = serializer.loads(ticket, max_age=LIFETIME_SECONDS)
    except BadSignature:
        raise DomainError("This confirmation has expired. Upload the file again.") from None
    return values


def _write_dates(details: ItemDetails) -> dict[str, str | None]:
    days = {field: getattr(details, field) for field in DATES}
    return {field: day.isoformat() if day else None for field, day in days.items()}


def _serializer(secret_key: str, actor: Actor, use: str = "file") -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=f"evidence-{use}-of-{actor.user_id}")
