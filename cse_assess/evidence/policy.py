"""Who may see, open and change the evidence library: its organisation's own people.

An assessor opens what was submitted to them, by `review.reading.policy`.
"""

from cse_assess.accounts.actor import Actor
from cse_assess.accounts.models import Role
from cse_assess.evidence.models import EvidenceItem, EvidenceRevision

CONFIDENTIAL_TITLE = "Confidential evidence"


def can_see_item(actor: Actor, item: EvidenceItem) -> bool:
    """Tell whether the person may know that the item exists."""
    return actor.is_member and actor.organisation_id == item.organisation_id


def can_open_item(actor: Actor, item: EvidenceItem) -> bool:
    """Tell whether the person may read what the item says and holds.

    A confidential one is open to administrators, improvement leads, its owner and its adder.
    """
    if not can_see_item(actor, item):
        return False
    return not item.is_confidential or can_open_confidential(actor) or _is_theirs(actor, item)


def can_open_confidential(actor: Actor) -> bool:
    """Tell whether the person may open every confidential item of their organisation."""
    return actor.is_administrator or actor.is_lead


def can_add_evidence(actor: Actor) -> bool:
    """Tell whether the person may put items into their organisation's library."""
    return actor.organisation_id is not None and (
        actor.is_administrator or actor.is_lead or Role.CONTRIBUTOR in actor.roles
    )


def can_edit_item(actor: Actor, item: EvidenceItem) -> bool:
    """Tell whether the person may edit, replace, withdraw and restore the item.

    Administrators and improvement leads may; contributors what they own or have added.
    """
    if not can_add_evidence(actor) or actor.organisation_id != item.organisation_id:
        return False
    return actor.is_administrator or actor.is_lead or _is_theirs(actor, item)


def can_open_revision(actor: Actor, revision: EvidenceRevision) -> bool:
    """Tell whether a person who may open the item may open this revision of it too.

    A sealed one holds what a redacted copy was made to leave out.
    """
    return not revision.is_sealed or actor.is_administrator or actor.is_lead


def shown_title(item: EvidenceItem, *, is_open: bool) -> str:
    """Return the item's title, or what stands for it before those who may not open it."""
    return item.title if is_open else CONFIDENTIAL_TITLE


def _is_theirs(actor: Actor, item: EvidenceItem) -> bool:
    return actor.user_id is not None and actor.user_id in {item.owner_id, item.created_by_id}
