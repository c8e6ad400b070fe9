"""Who may change how a standard is worded."""

from cse_assess.accounts.actor import Actor


def can_import_wording(actor: Actor) -> bool:
    """Tell whether the person may import official wording for their organisation."""
    return actor.is_administrator and actor.organisation_id is not None
