"""The database's own refusal to change what was opened, added to a submission, or signed."""

from sqlalchemy.engine import Connection

from cse_assess.migrations.refusals import Refused, create_refusals, drop_refusals

SIGNED = ("id", "review_id", "number", "recommendation", "content", "sha256", "signed_name")
REFUSED = (
    Refused("opening", "UPDATE"),
    Refused("opening", "DELETE"),
    Refused("addendum", "UPDATE"),
    Refused("addendum", "DELETE"),
    Refused("sign_off", "UPDATE", (*SIGNED, "signed_at", "signed_by_id")),
    Refused("sign_off", "DELETE"),
)


def create_triggers(connection: Connection) -> None:
    """Create the triggers in a database that has the tables and not yet the triggers."""
    create_refusals(
        connection,
        REFUSED,
        function="refuse_change_of_reviewed",
        message="what an assessor opened, got or signed cannot be changed",
    )


def drop_triggers(connection: Connection) -> None:
    """Drop the triggers; the tables stay."""
    drop_refusals(connection, REFUSED)
