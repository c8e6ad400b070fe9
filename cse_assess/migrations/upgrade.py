"""Brings an instance's database to the newest schema, with a copy of a SQLite file first."""

import fcntl
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade
from sqlalchemy import text

from cse_assess.clock import now
from cse_assess.config import ConfigError
from cse_assess.db import db
from cse_assess.paths import PACKAGE

FOLDER = PACKAGE / "migrations"
ADVISORY_LOCK = 5_717_057


def upgrade_database() -> None:
    """Run the migrations that are missing; two servers that start together run them once.

    Needs an app context. Raises `ConfigError` for a database of a newer version than this one, and
    what the migration raises; the database is then as it was.
    """
    if is_current():
        return
    _refuse_newer()
    with _lock_postgresql() if db.engine.dialect.name == "postgresql" else _lock_sqlite():
        if not is_current():
            upgrade(directory=str(FOLDER))


def _refuse_newer() -> None:
    revision = _find_revision()
    known = {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
    if revision is not None and revision not in known:
        raise ConfigError(
            f"The database has schema {revision}, which this version of CSE Assess does not know: "
            "it was made by a newer version. Install that version, or restore an older copy."
        )


def is_current() -> bool:
    """Tell whether the database has the newest schema."""
    newest = ScriptDirectory(str(FOLDER)).get_current_head()
    return _find_revision() == newest


def _find_revision() -> str | None:
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _lock_postgresql() -> Iterator[None]:
    with db.engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.commit()
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": ADVISORY_LOCK})
            connection.commit()


@contextmanager
def _lock_sqlite() -> Iterator[None]:
    path = Path(str(db.engine.url.database))
    with path.with_suffix(".migrating").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _find_revision() is not None:
            back_up(path)
        yield


def back_up(path: Path) -> None:
    """Copy the SQLite database at `path` beside itself, consistently, while it is in use."""
    copy = path.with_suffix(f".before-{now():%Y%m%dT%H%M%S}.sqlite3")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
