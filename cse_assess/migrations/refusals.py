"""The database's own refusal to change or delete what must stay as it was written."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.engine import Connection

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """A verb, `UPDATE` or `DELETE`, that a table refuses; an update only of some `columns`."""

    table: str
    verb: str
    columns: tuple[str, ...] = ()

    @property
    def trigger(self) -> str:
        """Return the name of the trigger."""
        return f"{self.table}_refuses_{self.verb.lower()}"

    @property
    def event(self) -> str:
        """Return what the trigger comes before, as SQL."""
        narrowed = f" OF {', '.join(self.columns)}" if self.columns else ""
        return f"{self.verb}{narrowed} ON {self.table}"


def create_refusals(
    connection: Connection, refused: Sequence[Refused], *, function: str, message: str
) -> None:
    """Create a trigger for each, which fails with `message`; `function` is its PostgreSQL name."""
    on_sqlite = connection.dialect.name == "sqlite"
    if not on_sqlite:
        connection.exec_driver_sql(_POSTGRESQL_FUNCTION.format(name=function, message=message))
    body = (
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        if on_sqlite
        else f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
    for each in refused:
        connection.exec_driver_sql(f"CREATE TRIGGER {each.trigger} BEFORE {each.event} {body}")


def drop_refusals(connection: Connection, refused: Sequence[Refused]) -> None:
    """Drop the triggers again."""
    for each in refused:
        place = "" if connection.dialect.name == "sqlite" else f" ON {each.table}"
        connection.exec_driver_sql(f"DROP TRIGGER {each.trigger}{place}")
