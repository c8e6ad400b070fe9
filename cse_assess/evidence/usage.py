"""Where evidence is used: answered by the context above, which registers itself here."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app
from sqlalchemy import Select

from cse_assess.accounts.actor import Actor
from cse_assess.evidence.models import EvidenceItem
from cse_assess.reading.document import Page
from cse_assess.reading.redaction.words import Words

UsedIds = Select[int]
"""A selection of item ids that the library's own query can hold."""

_KEY = "evidence_usage"


@dataclass(frozen=True, slots=True)
class Use:
    """One place that uses an item: where it is, its page, and what it is said to prove there."""

    label: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class ContentChange:
    """What is about to become of an item's content, before anything is saved.

    `pages` are the words of the new content, None where it has none that can be read (a picture, a
    web address); `revision_number` is the number that it will get, None for a withdrawal.
    """

    revision_number: int | None = None
    pages: Sequence[Page] | None = None

    @property
    def is_withdrawal(self) -> bool:
        """Tell whether the item is to go out of use instead of getting new content."""
        return self.revision_number is None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a change does to one proof, in a sentence; `is_alarm` where somebody should act."""

    text: str
    is_alarm: bool = False


@dataclass(frozen=True, slots=True)
class Impact:
    """One place that a change touches: where it is, how it stands, and what happens to it there.

    `state` says in words how the place is judged now; `is_locked` that nobody may write there.
    """

    label: str
    url: str
    state: str
    is_locked: bool
    effects: tuple[Effect, ...]


class UsageSource(Protocol):
    """What knows where evidence is used; the context that owns the links implements it."""

    def list_uses(self, actor: Actor, item_id: int) -> Sequence[Use]:
        """Return the places where the item is used that `actor` may see, in a fixed order."""

    def list_impact(
        self, actor: Actor, item: EvidenceItem, change: ContentChange
    ) -> Sequence[Impact]:
        """Return what `change` would touch, of the places that `actor` may see; saves nothing."""

    def follow_replacement(self, actor: Actor, item: EvidenceItem) -> None:
        """Bring what depends on the content up to date, in the transaction that changed it."""

    def black_out(self, item: EvidenceItem, words: Words) -> None:
        """Take words out of what was quoted from the item, before a redacted copy replaces it."""

    def count_uses(self, item_ids: Collection[int]) -> dict[int, int]:
        """Return in how many places each item is used, in one query; unused ones may be missing."""

    def select_used_ids(self) -> UsedIds:
        """Return a selection of the ids of all items that are used somewhere."""

    def list_choices(self, actor: Actor) -> Sequence[tuple[str, str]]:
        """Return what items can be looked for by: a key and a label each, in a fixed order."""

    def select_ids_used_for(self, actor: Actor, key: str) -> UsedIds:
        """Return a selection of the ids of the items that are used for what the key stands for."""


def register_usage_source(app: Flask, source: UsageSource) -> None:
    """Let `source` say where evidence is used; called once, in `create_app`."""
    app.extensions[_KEY] = source


def current_usage() -> UsageSource | None:
    """Return what the running app was given, or None where nothing uses evidence."""
    source: UsageSource | None = current_app.extensions.get(_KEY)
    return source
