"""Who may read what was kept of the past: pure functions of an actor and an object."""

from cse_assess.accounts.actor import Actor
from cse_assess.evidence.models import EvidenceItem
from cse_assess.evidence.policy import can_open_confidential, can_open_item


def can_read_kept(actor: Actor, item: EvidenceItem, *, was_confidential: bool) -> bool:
    """Tell whether the person may read what was kept of an item: its title, address and proof.

    What was confidential then stays so, even where the item has become open to everybody since.
    """
    if was_confidential and not item.is_confidential:
        return can_open_confidential(actor)
    return can_open_item(actor, item)
