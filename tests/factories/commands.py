"""Runs commands as people do, on the instance and the database of the test."""

from contextlib import contextmanager

from click.testing import CliRunner

import cse_assess
from cse_assess import create_app
from cse_assess.cli import main
from cse_assess.db import db, session


@contextmanager
def command_line(settings, monkeypatch):
    """Give a function that runs `cse-assess` with its arguments, in this process.

    What the test has written is committed first, and what the command left is seen afterwards. The
    database counts as migrated; the connections of the commands' apps are closed in the end.
    """
    monkeypatch.setenv("CSE_ASSESS_INSTANCE_PATH", str(settings.instance_path))
    monkeypatch.setenv("CSE_ASSESS_DATABASE_URL", settings.database_url)
    monkeypatch.setattr("cse_assess.migrations.upgrade.upgrade_database", lambda: None)
    made = []

    def create_and_keep():
        made.append(create_app())
        return made[-1]

    monkeypatch.setattr(cse_assess, "create_app", create_and_keep)

    def run(*arguments):
        session.commit()
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        session.rollback()
        session.expire_all()
        return result

    yield run
    for app in made:
        with app.app_context():
            db.engine.dispose()
