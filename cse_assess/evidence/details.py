"""What people say of a piece of evidence beside its content, and what of it cannot be right."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NotRequired, TypedDict

from cse_assess.accounts.models import User
from cse_assess.clock import today
from cse_assess.db import session
from cse_assess.errors import DomainError
from cse_assess.evidence.models import EvidenceItem, EvidenceKind
from cse_assess.evidence.names import clean_line, clean_text

TITLE_LENGTH = 300
DESCRIPTION_LENGTH = 5000
LOOK_AT_LENGTH = 1000
EARLIEST = date(1900, 1, 1)


class DetailFields(TypedDict):
    """The details as keyword arguments of the services; those left out keep their default."""

    title: NotRequired[str]
    description: NotRequired[str]
    kind: NotRequired[str]
    evidence_on: NotRequired[date | None]
    valid_until: NotRequired[date | None]
    owner_id: NotRequired[int | None]
    is_confidential: NotRequired[bool]
    look_at: NotRequired[str]
    needs_access: NotRequired[bool]


@dataclass(frozen=True, slots=True)
class ItemDetails:
    """Details that may be right; cleaned by `check_details`."""

    title: str = ""
    description: str = ""
    kind: str = EvidenceKind.OTHER
    evidence_on: date | None = None
    valid_until: date | None = None
    owner_id: int | None = None
    is_confidential: bool = False
    look_at: str = ""
    needs_access: bool = False

    @classmethod
    def of(cls, item: EvidenceItem) -> "ItemDetails":
        """Return the details that `item` has now."""
        return cls(**{field: getattr(item, field) for field in cls.__slots__})

    def as_fields(self) -> DetailFields:
        """Return the details as keyword arguments of the services."""
        return {
            "title": self.title,
            "description": self.description,
            "kind": self.kind,
            "evidence_on": self.evidence_on,
            "valid_until": self.valid_until,
            "owner_id": self.owner_id,
            "is_confidential": self.is_confidential,
            "look_at": self.look_at,
            "needs_access": self.needs_access,
        }


def check_details(
    details: ItemDetails, organisation_id: int, former_owner_id: int | None = None
) -> ItemDetails:
    """Return the details, cleaned; raise `DomainError` naming the field that cannot be right.

    `former_owner_id` may stay the owner even after their account was deactivated.
    """
    return ItemDetails(
        title=_check_title(details.title),
        description=_check_description(details.description),
        kind=_check_kind(details.kind),
        evidence_on=_check_evidence_date(details.evidence_on),
        valid_until=_check_valid_until(details.valid_until, details.evidence_on),
        owner_id=_check_owner(details.owner_id, organisation_id, former_owner_id),
        is_confidential=details.is_confidential,
        look_at=_check_look_at(details.look_at),
        needs_access=details.needs_access,
    )


def say(value: Any) -> str:
    """Return a detail as the record of changes keeps it; empty where there is none."""
    return "" if value is None else str(value)


def _check_title(raw: str) -> str:
    title = clean_line(raw)
    if not title:
        raise DomainError("Enter a title for this evidence.", field="title")
    if len(title) > TITLE_LENGTH:
        raise DomainError(f"The title must be {TITLE_LENGTH} characters or fewer.", field="title")
    return title


def _check_description(raw: str) -> str:
    description = clean_text(raw)
    if len(description) > DESCRIPTION_LENGTH:
        raise DomainError(
            f"The description must be {DESCRIPTION_LENGTH:,} characters or fewer.",
            field="description",
        )
    return description


def _check_look_at(raw: str) -> str:
    look_at = clean_text(raw)
    if len(look_at) > LOOK_AT_LENGTH:
        raise DomainError(
            f"What to look at must be {LOOK_AT_LENGTH:,} characters or fewer.", field="look_at"
        )
    return look_at


def _check_kind(raw: str) -> EvidenceKind:
    try:
        return EvidenceKind(raw)
    except ValueError:
        raise DomainError("Choose what kind of evidence this is.", field="kind") from None


def _check_evidence_date(evidence_on: date | None) -> date | None:
    if evidence_on is not None and evidence_on > today():
        raise DomainError(
            "The date of the evidence must be today or in the past: "
            "give the day on which it was made, not when it takes effect.",
            field="evidence_on",
        )
    if evidence_on is not None and evidence_on < EARLIEST:
        raise DomainError("The date of the evidence must be in 1900 or later.", field="evidence_on")
    return evidence_on


def _check_valid_until(valid_until: date | None, evidence_on: date | None) -> date | None:
    if valid_until is not None and valid_until < (evidence_on or EARLIEST):
        raise DomainError(
            "The day until which it is valid must not be before the date of the evidence.",
            field="valid_until",
        )
    return valid_until


def _check_owner(owner_id: int | None, organisation_id: int, former: int | None) -> int | None:
    if owner_id is None or owner_id == former:
        return owner_id
    owner = session.get(User, owner_id)
    if owner is None or owner.organisation_id != organisation_id or owner.deactivated_at:
        raise DomainError("Choose an owner from the people of your organisation.", field="owner_id")
    return owner_id
