"""The database's own refusal to change or delete what the audit chain holds."""

from sqlalchemy.engine import Connection

from cse_assess.migrations.refusals import Refused, create_refusals

REFUSED = (
    Refused("audit_event", "UPDATE"),
    Refused("audit_event", "DELETE"),
    Refused("audit_head", "DELETE"),
)


def create_triggers(connection: Connection) -> None:
    """Create the triggers in a database that has the audit tables and not yet the triggers."""
    create_refusals(
        connection,
        REFUSED,
        function="refuse_audit_change",
        message="the audit chain can only be added to",
    )
