"""How Alembic runs here.

On SQLite the foreign keys are off while tables are rebuilt, and checked after: with them on, the
batch mode's DROP TABLE deletes every child row (docs/architecture.md, "Migrations").
"""

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from cse_assess.db import Base, db
from cse_assess.migrations.schema import import_models, is_compared

import_models()


def run_migrations(connection: Connection) -> None:
    """Run the pending migrations in one transaction on `connection`."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        include_object=is_compared,
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


def run_without_foreign_keys(connection: Connection) -> None:
    """Run the migrations on SQLite, whose pragma only takes effect outside a transaction."""
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 -- an open connection has its driver's
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        run_migrations(connection)
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys=ON")


with current_app.app_context(), db.engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        run_without_foreign_keys(connection)
    else:
        run_migrations(connection)
        connection.commit()
