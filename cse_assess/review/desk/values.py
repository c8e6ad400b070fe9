"""What an assessor fills in for an element: checked, compared and told in words."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any

from cse_assess.assessments.texts import LONGEST_TEXT, check_text
from cse_assess.errors import DomainError
from cse_assess.review.desk.models import Finding
from cse_assess.standards.structure import Standard

TEXT_LABELS = {
    "comment": "Comment",
    "strength": "Strength",
    "improvement": "Area for improvement",
    "partial": "Partial compliance",
    "to_see": "To see or ask on the visit",
}
LABELS = {"level": "Your level", **TEXT_LABELS, "is_done": "Done"}
FINGERPRINT_LENGTH = 12


@dataclass(frozen=True, slots=True)
class FindingValues:
    """What an assessor fills in for an element; `level` None means not decided yet."""

    level: str | None = None
    comment: str = ""
    strength: str = ""
    improvement: str = ""
    partial: str = ""
    to_see: str = ""
    is_done: bool = False

    @classmethod
    def of(cls, finding: Finding | None) -> "FindingValues":
        """Return what a finding holds; nothing where there is none yet."""
        return cls(**{name: getattr(finding, name) for name in FIELDS}) if finding else cls()

    def differing(self, other: "FindingValues") -> tuple[str, ...]:
        """Return the names of the fields that are not the same in both, in order."""
        return tuple(name for name in FIELDS if getattr(self, name) != getattr(other, name))

    @property
    def seal(self) -> str:
        """Return a short hash of each field, by which a form tells later what it was filled from.

        A finding keeps no history: only so can it be told which fields somebody changed meanwhile.
        """
        return ".".join(_hash(getattr(self, name)) for name in FIELDS)


FIELDS = tuple(field.name for field in fields(FindingValues))


def _hash(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:FINGERPRINT_LENGTH]


def find_changed(values: FindingValues, seal: str) -> set[str]:
    """Return the fields that are not as they were when `seal` was taken: all, for a broken one."""
    now, then = values.seal.split("."), seal.split(".")
    if len(then) != len(now):
        return set(FIELDS)
    return {name for name, new, old in zip(FIELDS, now, then, strict=True) if new != old}


def keep_theirs(
    theirs: FindingValues, mine: FindingValues, names: Collection[str]
) -> FindingValues:
    """Return mine, with theirs in the fields of these names."""
    return replace(mine, **{name: getattr(theirs, name) for name in names})


def check_values(standard: Standard, claimed: str | None, values: FindingValues) -> FindingValues:
    """Return the values as they are kept; raise `DomainError` with its field for a wrong one.

    `claimed` is the organisation's own level. What it says does not apply, or what the assessor
    says does not, takes words where the two do not agree (DOMAIN, levels).
    """
    if values.level is not None and standard.find_level(values.level) is None:
        raise DomainError("Choose one of the levels", field="level")
    texts: dict[str, Any] = {name: _clean(values, name) for name in TEXT_LABELS}
    cleaned = replace(values, **texts)
    if cleaned.is_done and cleaned.level is None:
        raise DomainError("Choose your level before you tick this as done", field="level")
    if _disagrees_that_it_applies(standard, claimed, cleaned.level) and not cleaned.comment:
        raise DomainError(
            "Say in the comment why you do not agree on whether this applies", field="comment"
        )
    return cleaned


def _clean(values: FindingValues, name: str) -> str:
    label = TEXT_LABELS[name]
    return check_text(getattr(values, name), LONGEST_TEXT, name=label, field=name)


def _disagrees_that_it_applies(standard: Standard, claimed: str | None, level: str | None) -> bool:
    apart = standard.rules.not_applicable
    return level is not None and (level in apart) != (claimed in apart)


def speak_values(standard: Standard, values: FindingValues) -> dict[str, str]:
    """Return every field in words: the level by its title."""
    level = standard.find_level(values.level or "")
    texts = {name: str(getattr(values, name)) for name in TEXT_LABELS}
    return {
        "level": level.title if level else "Not decided yet",
        **texts,
        "is_done": "Yes" if values.is_done else "No",
    }
