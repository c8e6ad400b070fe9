"""The database's own refusal to change or delete what the audit chain holds."""

from sqlalchemy.engine import Connection

_REFUSAL = "the audit chain can only be added to"
_REFUSED = (
    ("audit_event", "UPDATE"),
    ("audit_event", "DELETE"),
    ("audit_head", "DELETE"),
)
_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{_REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def create_triggers(connection: Connection) -> None:
    """Create the triggers in a database that has the audit tables and not yet the triggers."""
    on_sqlite = connection.dialect.name == "sqlite"
    if not on_sqlite:
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION)
    for table, verb in _REFUSED:
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_refuses_{verb.lower()} BEFORE {verb} ON {table} "
            + (_sqlite_body() if on_sqlite else _postgresql_body())
        )


def _sqlite_body() -> str:
    return f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"


def _postgresql_body() -> str:
    return "FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()"
