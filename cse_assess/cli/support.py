"""What the commands share: the app of the instance, and how a command says no."""

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cse_assess.errors import DomainError

if TYPE_CHECKING:
    from flask import Flask


def fail(message: str) -> NoReturn:
    """Print `message` on stderr and end with exit code 1: the input was refused."""
    click.echo(message, err=True)
    raise SystemExit(1)


def print_json(document: Any) -> None:
    """Print one JSON document on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def write_in_place(output: Path, make: Callable[[Path], Path]) -> None:
    """Have `make` write a file into a folder beside `output`, and put it in its place whole.

    Where it cannot be written, all stays as it was, and the command ends with exit code 1.
    """
    try:
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=f".{output.stem}-") as folder:
            make(Path(folder)).replace(output)
    except OSError as error:
        fail(f"{output}: cannot be written: {error.strerror}")


@contextmanager
def instance_app() -> Iterator["Flask"]:
    """Give the app of the configured instance, its database migrated, within an app context.

    A domain error or a bad setting inside the block ends the command with exit code 1.
    """
    from cse_assess import create_app
    from cse_assess.config import ConfigError
    from cse_assess.migrations.upgrade import upgrade_database

    try:
        app = create_app()
        with app.app_context(), closing_connections():
            upgrade_database()
            yield app
    except (ConfigError, DomainError) as error:
        fail(str(error))


@contextmanager
def closing_connections() -> Iterator[None]:
    """Leave no open connection behind: a server that forks later must not share one."""
    from cse_assess.db import db, session

    try:
        yield
    finally:
        session.remove()
        db.engine.dispose()


@contextmanager
def writing_instance() -> Iterator["Flask"]:
    """Give the app as `instance_app` does, and commit what the block did when it succeeds."""
    from cse_assess.db import unit_of_work

    with instance_app() as app, unit_of_work():
        yield app
