"""The database's own refusal to change what was submitted, or kept in a snapshot."""

from sqlalchemy.engine import Connection

from cse_assess.migrations.refusals import Refused, create_refusals, drop_refusals

SUBMITTED = ("id", "assessment_id", "number", "snapshot_id", "manifest", "sha256", "note")
REFUSED = (
    Refused("snapshot", "UPDATE"),
    Refused("snapshot", "DELETE"),
    Refused("submission", "UPDATE", (*SUBMITTED, "submitted_at", "submitted_by_id")),
    Refused("submission", "DELETE"),
)


def create_triggers(connection: Connection) -> None:
    """Create the triggers in a database that has both tables and not yet the triggers."""
    create_refusals(
        connection,
        REFUSED,
        function="refuse_change_of_submitted",
        message="what was submitted or kept cannot be changed",
    )


def drop_triggers(connection: Connection) -> None:
    """Drop the triggers; the tables stay."""
    drop_refusals(connection, REFUSED)
