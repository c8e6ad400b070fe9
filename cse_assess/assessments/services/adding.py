"""Puts what a person brings into the library, or takes what is there already."""

from collections.abc import Callable

from cse_assess.accounts.actor import Actor
from cse_assess.evidence.errors import AlreadyThere
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_item


def add_or_take(actor: Actor, add: Callable[..., EvidenceItem]) -> EvidenceItem:
    """Return the item that `add` makes, or one of the same content that the person may open.

    One that is confidential to others is neither taken nor hinted at: an item of its own is made.
    `add` raises `AlreadyThere` unless it is called with `is_duplicate_wanted`.
    """
    try:
        return add()
    except AlreadyThere as error:
        if can_open_item(actor, error.item):
            return error.item
        return add(is_duplicate_wanted=True)
