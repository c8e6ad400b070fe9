"""What people fill in for an element: checked, compared and told in words."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

from cse_assess.assessments.models import ElementResponse
from cse_assess.assessments.texts import (
    LONGEST_REASON,
    LONGEST_TEXT,
    check_length,
    clean_text,
)
from cse_assess.errors import DomainError
from cse_assess.standards.structure import Standard


@dataclass(frozen=True, slots=True)
class ResponseValues:
    """What people fill in for an element; `level` None means not scored."""

    level: str | None = None
    level_reason: str = ""
    justification: str = ""
    tell: str = ""
    owner_id: int | None = None

    @classmethod
    def of(cls, response: ElementResponse) -> "ResponseValues":
        """Return what a response holds."""
        return cls(**{name: getattr(response, name) for name in FIELDS})

    def differing(self, other: "ResponseValues") -> tuple[str, ...]:
        """Return the names of the fields that are not the same in both, in order."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(other, name))


FIELDS = tuple(field.name for field in fields(ResponseValues))


def check_values(
    standard: Standard,
    response: ElementResponse,
    values: ResponseValues,
    people: Collection[int],
) -> ResponseValues:
    """Return the values as they are kept; raise `DomainError` for one that cannot be.

    `people` are the ids of who may own an element; an owner who has left may stay.
    """
    if values.level is not None and standard.find_level(values.level) is None:
        raise DomainError("Choose one of the levels", field="level")
    if values.owner_id not in {None, response.owner_id, *people}:
        raise DomainError("Choose an owner from the list", field="owner_id")
    cleaned = replace(
        values,
        level_reason=_clean_reason(standard, values),
        justification=clean_text(values.justification),
        tell=clean_text(values.tell),
    )
    check_length(cleaned.justification, LONGEST_TEXT, "The justification", "justification")
    check_length(cleaned.tell, LONGEST_TEXT, "What there is to tell or see", "tell")
    return cleaned


def _clean_reason(standard: Standard, values: ResponseValues) -> str:
    """Return the reason for a level that needs one; beside any other level it means nothing."""
    if values.level not in standard.rules.reason_required:
        return ""
    reason = clean_text(values.level_reason)
    if not reason:
        title = standard.get_level(values.level).title
        raise DomainError(f"Say why the level is “{title}”", field="level_reason")
    check_length(reason, LONGEST_REASON, "The reason", "level_reason")
    return reason


def speak_values(standard: Standard, values: ResponseValues, owner_name: str) -> dict[str, str]:
    """Return every field in words: the level by its title, the owner by name."""
    level = standard.find_level(values.level or "")
    spoken = {name: str(getattr(values, name) or "") for name in FIELDS}
    return spoken | {"level": level.title if level else "", "owner_id": owner_name}
