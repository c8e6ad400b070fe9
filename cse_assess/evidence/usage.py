"""Where evidence is used: answered by the context above, which registers itself here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Select

from cse_assess.accounts.actor import Actor

UsedIds = Select[int]
"""A selection of item ids that the library's own query can hold."""

_KEY = "evidence_usage"


@dataclass(frozen=True, slots=True)
class Use:
    """One place that uses an item: where it is, its page, and what it is said to prove there."""

    label: str
    url: str
    note: str


class UsageSource(Protocol):
    """What knows where evidence is used; the context that owns the links implements it."""

    def list_uses(self, actor: Actor, item_id: int) -> Sequence[Use]:
        """Return the places where the item is used that `actor` may see, in a fixed order."""

    def count_uses(self, item_ids: Collection[int]) -> dict[int, int]:
        """Return in how many places each item is used, in one query; unused ones may be missing."""

    def select_used_ids(self) -> UsedIds:
        """Return a selection of the ids of all items that are used somewhere."""


def register_usage_source(app: Flask, source: UsageSource) -> None:
    """Let `source` say where evidence is used; called once, in `create_app`."""
    app.extensions[_KEY] = source


def current_usage() -> UsageSource | None:
    """Return what the running app was given, or None where nothing uses evidence."""
    source: UsageSource | None = current_app.extensions.get(_KEY)
    return source
