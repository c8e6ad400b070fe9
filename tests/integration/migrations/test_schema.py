import os
import sqlite3
from contextlib import closing
from multiprocessing import get_context

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from conftest import ON_POSTGRESQL, fresh_postgresql, make_settings
from sqlalchemy import inspect, text

from cse_assess import create_app
from cse_assess.config import ConfigError
from cse_assess.db import Base, db
from cse_assess.migrations.schema import MODEL_MODULES, import_models, is_compared
from cse_assess.migrations.upgrade import back_up, is_current, upgrade_database
from cse_assess.paths import PACKAGE


def test_the_migrations_make_exactly_what_the_models_declare(app):
    import_models()
    options = {"compare_type": True, "include_object": is_compared}
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def test_every_module_with_models_is_known_to_the_migrations():
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("models.py"))
    found = {".".join(("cse_assess", *path.parts)) for path in paths}
    assert found == set(MODEL_MODULES)


def test_upgrading_a_current_database_changes_nothing(app):
    before = inspect(db.engine).get_table_names()
    upgrade_database()
    assert is_current()
    assert inspect(db.engine).get_table_names() == before


def test_a_sqlite_database_is_copied_whole_before_it_is_migrated(app, tmp_path):
    path = tmp_path / "instance.sqlite3"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE kept (word TEXT)")
        database.execute("INSERT INTO kept VALUES ('here')")
        database.commit()
    back_up(path)
    [copy] = tmp_path.glob("instance.before-*.sqlite3")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT word FROM kept").fetchall() == [("here",)]


@pytest.fixture
def new_database(tmp_path):
    if ON_POSTGRESQL:
        with fresh_postgresql(f"cse_assess_new_{os.getpid()}") as url:
            yield url
    else:
        yield f"sqlite:///{tmp_path / 'new.sqlite3'}"


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(new_database, tmp_path):
    app = create_app(make_settings(tmp_path, new_database))
    with app.app_context():
        upgrade_database()
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(ConfigError, match="made by a newer version"):
            upgrade_database()
        assert not is_current()
        db.engine.dispose()


def _upgrade_elsewhere(folder, url):
    app = create_app(make_settings(folder, url))
    with app.app_context():
        upgrade_database()


def test_two_servers_that_start_together_migrate_once(new_database, tmp_path):
    spawn = get_context("spawn")
    servers = [
        spawn.Process(target=_upgrade_elsewhere, args=(tmp_path, new_database)) for _ in "ab"
    ]
    for server in servers:
        server.start()
    for server in servers:
        server.join(60)
    assert [server.exitcode for server in servers] == [0, 0]
