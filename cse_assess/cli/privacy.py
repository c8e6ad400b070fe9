"""`cse-assess privacy`: what may be private in a file."""

from pathlib import Path

import click

from cse_assess.cli.file_reading import FILE, read_file
from cse_assess.cli.support import print_json


@click.group("privacy")
def privacy_group() -> None:
    """Look for private details in files; needs no instance."""


@privacy_group.command("check")
@click.argument("file", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def check_command(file: Path, *, as_json: bool) -> None:
    """Say what may be private in FILE: contact details, personal numbers, names, hidden words.

    Each finding is certain, or a guess. The exit code is 0 whether there are findings or not, and 1
    for a file that is refused or cannot be read.
    """
    from cse_assess.reading.privacy import find_private

    findings = find_private(read_file(file))
    if as_json:
        kept = ("kind", "text", "page", "certain")
        print_json({"findings": [{key: getattr(each, key) for key in kept} for each in findings]})
        return
    for each in findings:
        place = f"page {each.page}" if each.page else "whole file"
        notes = [] if each.certain else ["a guess"]
        notes += ["may be public"] if each.may_be_public else []
        kind = each.kind.value.replace("_", " ")
        click.echo(": ".join([place, kind, *notes, " ".join(each.text.split())]))
    if not findings:
        click.echo("Nothing private was found.")
