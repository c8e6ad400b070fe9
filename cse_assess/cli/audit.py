"""`cse-assess audit`: proves that the record of what was done is whole."""

import click

from cse_assess.cli.support import instance_app, print_json


@click.group("audit")
def audit_group() -> None:
    """Look after the audit trail."""


@audit_group.command("verify")
@click.option(
    "--head",
    metavar="HASH",
    help="The head that is printed on a report or a pack: the trail must still hold it.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify_command(*, head: str | None, as_json: bool) -> None:
    """Check that no event of the audit trail was changed, removed or added in between.

    Prints a line for each fault; the exit code is then 1. A trail whose end was cut off and mended
    is whole in itself: only a head that was printed before can tell.
    """
    from cse_assess.audit.queries import get_head, verify_against, verify_chain
    from cse_assess.db import read_only

    with instance_app(), read_only():
        faults = [*verify_chain(), *(verify_against(head) if head else ())]
        end = get_head()
    if as_json:
        told = [
            {"kind": each.kind, "event": each.event_id, "message": each.message} for each in faults
        ]
        print_json({"events": end.event_id, "head": end.hash, "faults": told})
    else:
        for each in faults:
            click.echo(f"{each.kind} {each.event_id}: {each.message}")
        if not faults:
            click.echo(f"No fault: {end.event_id:,} events. The head is {end.hash}.")
    if faults:
        raise SystemExit(1)
