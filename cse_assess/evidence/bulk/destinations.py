"""What the files of a batch are for: answered by the context above, which registers itself here."""

from collections.abc import Callable, Sequence
from typing import Protocol

from flask import Flask, current_app

from cse_assess.accounts.actor import Actor
from cse_assess.errors import NotFound
from cse_assess.evidence.models import EvidenceItem

_KEY = "batch_destinations"


class Destination(Protocol):
    """A place that saved items are attached to: its name for people and its page."""

    label: str
    url: str

    def begin(self) -> None:
        """Lock the place before anything is written; raise `NotAllowed` without the right."""

    def attach(self, items: Sequence[EvidenceItem]) -> None:
        """Attach every item, or raise `DomainError`."""


FindDestination = Callable[[Actor, str], Destination]
"""Returns the place of this name that the actor may write in; raises `NotFound`, `NotAllowed`."""


def register_destinations(app: Flask, find: FindDestination) -> None:
    """Let `find` say what batches can be attached to; called once, in `create_app`."""
    app.extensions[_KEY] = find


def find_destination(actor: Actor, name: str) -> Destination | None:
    """Return the place that a batch is for, None for the library alone (`""`).

    Raises `NotFound` and `NotAllowed` as the place itself does.
    """
    if not name:
        return None
    find: FindDestination | None = current_app.extensions.get(_KEY)
    if find is None:
        raise NotFound("There is nothing here to attach these files to.")
    return find(actor, name)
