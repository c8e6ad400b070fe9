"""Who may see and save a batch of uploaded files."""

from cse_assess.accounts.actor import Actor
from cse_assess.evidence.bulk.models import UploadBatch
from cse_assess.evidence.policy import can_add_evidence


def can_use_batch(actor: Actor, batch: UploadBatch) -> bool:
    """Tell whether the person may see, describe, save and discard the batch.

    It is of who uploaded it, as long as they may add evidence, and of the improvement leads.
    """
    if actor.organisation_id != batch.organisation_id or not can_add_evidence(actor):
        return False
    is_theirs = actor.user_id is not None and actor.user_id == batch.created_by_id
    return is_theirs or actor.is_lead
