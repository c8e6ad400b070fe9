"""How Alembic runs here.

On SQLite the foreign keys are off while tables are rebuilt, and checked after: with them on, the
batch mode's DROP TABLE deletes every child row (docs/architecture.md, "Migrations").
"""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from cse_assess.db import Base, db
from cse_assess.migrations.schema import import_models

import_models()


def run_migrations(connection: Connection) -> None:
    """Run the pending migrations in one transaction on `connection`."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()
        _check_foreign_keys(connection)


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration would leave broken references: {broken[:5]}")


with current_app.app_context(), db.engine.connect() as connection:
    sqlite = connection.dialect.name == "sqlite"
    raw = connection.connection.dbapi_connection
    if sqlite:
        raw.execute("PRAGMA foreign_keys=OFF")
    try:
        run_migrations(connection)
        connection.commit()
    finally:
        if sqlite:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys=ON")
