"""The blueprint, and what its pages share."""

from flask import Blueprint, url_for

from cse_assess.accounts.access import current_actor
from cse_assess.errors import NotAllowed
from cse_assess.evidence import policy, queries
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")


def load_item(item_id: int) -> EvidenceItem:
    """Return an item of the signed-in person's library; raise `NotFound`."""
    return queries.get_item(item_id, current_actor().member_of)


def load_open_item(item_id: int) -> EvidenceItem:
    """Return an item that the signed-in person may open; raise `NotFound` or `NotAllowed`."""
    item = load_item(item_id)
    if not policy.can_open_item(current_actor(), item):
        raise NotAllowed("This evidence is confidential. Ask an improvement lead to see it.")
    return item


def load_own_item(item_id: int) -> EvidenceItem:
    """Return an item that the signed-in person may change; raise `NotFound` or `NotAllowed`."""
    item = load_item(item_id)
    if not policy.can_edit_item(current_actor(), item):
        raise NotAllowed(
            "Only its owner, whoever added it, an improvement lead or an administrator can change "
            "this evidence."
        )
    return item


def load_revision(item: EvidenceItem, number: int) -> EvidenceRevision:
    """Return a revision of an item that the signed-in person may open; raise as above."""
    revision = queries.get_revision(item, number)
    if not policy.can_open_revision(current_actor(), revision):
        raise NotAllowed(
            "This revision is sealed, because a redacted copy took its place. Ask an improvement "
            "lead."
        )
    return revision


def item_url(item: EvidenceItem) -> str:
    """Return the address of the item's page."""
    return url_for("evidence.show", item_id=item.id)
