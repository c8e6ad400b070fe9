"""`cse-assess demo`, and what `cse-assess serve --demo` does and prints before it serves."""

import click
from flask import Flask

from cse_assess.cli.support import fail, instance_app
from cse_assess.config import Settings
from cse_assess.db import read_only


@click.command("demo")
def demo_command() -> None:
    """Fill an empty instance with the sample organisation; refuse one that holds data."""
    with instance_app() as app:
        _load(app)
        _print_guide(app.extensions["settings"])


def show_demo(app: Flask) -> None:
    """Load the sample organisation where the instance is empty, and print how to sign in.

    Needs an app context. Ends the command with exit code 1 in production, and where the instance
    holds other data.
    """
    from cse_assess.accounts.queries import has_users
    from cse_assess.demo.loader import is_demo_loaded, refuse_production

    refuse_production(app.extensions["settings"])
    with read_only():
        is_used, is_demo = has_users(), is_demo_loaded()
    if not is_used:
        _load(app)
    elif not is_demo:
        fail(
            "This instance holds data of its own, so it is not served as a demo. "
            "Start the server without --demo, or set CSE_ASSESS_INSTANCE_PATH to an empty place."
        )
    _print_guide(app.extensions["settings"])


def _load(app: Flask) -> None:
    from cse_assess.demo.loader import check_can_load, load_demo

    settings: Settings = app.extensions["settings"]
    check_can_load(settings)
    click.echo("Making the sample organisation and its evidence, which takes a few seconds.")
    load_demo(settings=settings, blobs=app.extensions["blobs"])


def _print_guide(settings: Settings) -> None:
    from cse_assess.demo.loader import PASSWORD
    from cse_assess.demo.story import read_story

    organisation = read_story().organisation
    click.echo(f"\nThe sample organisation is {organisation.name}, an invented council.")
    click.echo(f"Go to {settings.base_url} and sign in as one of these people:\n")
    for person in organisation.people:
        click.echo(f"  {person.title:<28}{person.email:<38}{person.name}")
    click.echo(f"\nThe password of all of them: {PASSWORD}")
    click.echo("Everybody knows it, so keep the demo on your own machine.\n")
