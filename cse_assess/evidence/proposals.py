"""What an item might be used for: answered by the context above, which registers itself here."""

from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app

from cse_assess.accounts.actor import Actor
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

_KEY = "evidence_proposals"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the item that say what it might be used for; `page` is 0 for its details.

    `is_learnt` where only evidence that people attached there uses the word.
    """

    words: str
    page: int
    is_learnt: bool


@dataclass(frozen=True, slots=True)
class ProposedUse:
    """One use that an item might have, why, and where a person says yes or no to it."""

    code: str
    title: str
    url: str
    because: tuple[Quote, ...]
    accept_url: str
    refuse_url: str


@dataclass(frozen=True, slots=True)
class RefusedUse:
    """A use that somebody said no to, and where it can be proposed again."""

    code: str
    title: str
    by: str
    restore_url: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place in which the item can be used: its number, and what it is called."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """What an item might be used for in one of the places in which the person may use it.

    `terms` is what the uses are called. `is_text_read` says whether words of the content were
    looked at, or only the title, the description and the file's name.
    """

    terms: str
    places: tuple[Place, ...]
    chosen: Place
    uses: tuple[ProposedUse, ...]
    refused: tuple[RefusedUse, ...]
    is_text_read: bool


class ProposalSource(Protocol):
    """What proposes uses of evidence; the context that owns the links implements it."""

    def propose_uses(
        self, actor: Actor, item: EvidenceItem, revision: EvidenceRevision, place_id: int | None
    ) -> Proposals | None:
        """Return what the item with its current `revision` might be used for; saves nothing.

        In the place of that id where the person may use it there; else in one that uses it
        already, or in the newest. None where there is no place, and for an item that is withdrawn.
        """


def register_proposal_source(app: Flask, source: ProposalSource) -> None:
    """Let `source` propose uses of evidence; called once, in `create_app`."""
    app.extensions[_KEY] = source


def current_proposals() -> ProposalSource | None:
    """Return what the running app was given, or None where nothing proposes uses."""
    source: ProposalSource | None = current_app.extensions.get(_KEY)
    return source
