"""Apps, clients and databases for the tests.

Integration tests run on SQLite, or on PostgreSQL with CSE_ASSESS_TEST_DATABASE=postgresql
(script/test runs both). Each test has an empty, migrated database of its own.
"""

import contextvars
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import html5lib
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, event, text

from cse_assess import create_app
from cse_assess.config import Settings
from cse_assess.db import db, session
from cse_assess.migrations.upgrade import upgrade_database

sys.path.insert(0, str(Path(__file__).parent))

from factories.shared_compiling import (
    make_dialects_equal,
    share_compiled_addresses,
    share_compiled_statements,
)

share_compiled_addresses()
make_dialects_equal()

ON_POSTGRESQL = os.environ.get("CSE_ASSESS_TEST_DATABASE") == "postgresql"
POSTGRESQL_SERVER = os.environ.get(
    "CSE_ASSESS_TEST_POSTGRESQL", "postgresql://postgres@127.0.0.1:5432"
).replace("postgresql://", "postgresql+psycopg://")
NOT_QUERIES = ("PRAGMA", "BEGIN", "SET TRANSACTION", "SAVEPOINT", "RELEASE")


class SeparateClient(FlaskClient):
    """A client whose requests share no context with the test, as a real browser's do not.

    Each HTML page it is given is parsed strictly.
    """

    def open(self, *args, **kwargs):
        session.commit()
        response = contextvars.Context().run(super().open, *args, **kwargs)
        if response.mimetype == "text/html" and not response.is_streamed:
            html5lib.HTMLParser(strict=True).parse(response.get_data())
        return response


@dataclass
class QueryCount:
    """The statements that ran while it was watching."""

    statements: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.statements)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory, worker_id) -> Iterator[str]:
    """Give the address of a migrated database: a SQLite template, or a PostgreSQL database."""
    if ON_POSTGRESQL:
        yield from _postgresql_database(tmp_path_factory, worker_id)
    else:
        path = tmp_path_factory.mktemp("template") / "template.sqlite3"
        _migrate(f"sqlite:///{path}", path.parent)
        yield str(path)


def _postgresql_database(tmp_path_factory, worker_id) -> Iterator[str]:
    with fresh_postgresql(f"cse_assess_test_{os.getpid()}_{worker_id}") as url:
        _migrate(url, tmp_path_factory.mktemp("template"))
        yield url


@contextmanager
def fresh_postgresql(name: str) -> Iterator[str]:
    """Give the address of an empty database of this `name` on the test server."""
    server = create_engine(f"{POSTGRESQL_SERVER}/postgres", isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
        # It need not survive a power cut: waiting for the disk at each commit only takes time.
        connection.execute(text(f"ALTER DATABASE {name} SET synchronous_commit = off"))
    try:
        yield f"{POSTGRESQL_SERVER}/{name}"
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


def _migrate(url: str, folder: Path) -> None:
    app = create_app(make_settings(folder, url))
    with app.app_context():
        upgrade_database()
        db.engine.dispose()


def make_settings(folder: Path, database_url: str) -> Settings:
    return Settings(
        instance_path=folder, database_url=database_url, secret_key="test-only-" + "k" * 40
    )


@pytest.fixture
def database_url(migrated_database, tmp_path) -> str:
    """Give the address of an empty, migrated database for this test alone."""
    if ON_POSTGRESQL:
        _empty_tables(migrated_database)
        return migrated_database
    copy = tmp_path / "cse-assess.sqlite3"
    shutil.copy(migrated_database, copy)
    return f"sqlite:///{copy}"


EMPTY_TABLES = """
DO $$
DECLARE name text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR name IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE 'DELETE FROM ' || quote_ident(name);
    END LOOP;
    PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
END $$
"""


def _empty_tables(url: str) -> None:
    """Delete every row past the triggers, which is far quicker here than TRUNCATE."""
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.exec_driver_sql(EMPTY_TABLES)
    engine.dispose()


@pytest.fixture
def settings(tmp_path, database_url) -> Settings:
    return make_settings(tmp_path, database_url)


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory) -> FileSystemBytecodeCache:
    """Compile each template once for all the apps of the tests."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings, compiled_templates) -> Iterator[Flask]:
    """Give the app within an app context, for factories and services; requests have their own."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_templates
    app.test_client_class = SeparateClient
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        share_compiled_statements(db.engine)
        yield app
        session.remove()
        db.engine.dispose()


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def sign_in():
    """Give a function that signs `user` in on `client` as the sign-in page would."""

    def sign_in(client: FlaskClient, user) -> FlaskClient:
        from cse_assess.accounts.services import open_session

        token = open_session(user=user)
        session.commit()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
            cookie["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def count_queries(app):
    """Give a context manager that counts the SQL statements of the requests inside it."""

    @contextmanager
    def count() -> Iterator[QueryCount]:
        count = QueryCount()

        def note(_connection, _cursor, statement, *_rest) -> None:
            if not statement.lstrip().upper().startswith(NOT_QUERIES):
                count.statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield count
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return count


@pytest.fixture(scope="session")
def worker_id(request) -> str:
    """Name the xdist worker, or `main` where there is none."""
    return getattr(request.config, "workerinput", {}).get("workerid", "main")
