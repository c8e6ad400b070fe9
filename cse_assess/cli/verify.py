"""`cse-assess verify`: hashes every stored file again and tells what is missing or changed."""

import time
from collections.abc import Iterator
from typing import Any

import click

from cse_assess.cli.support import instance_app, print_json
from cse_assess.config import MEBIBYTE
from cse_assess.evidence.custody.claims import ClaimSource
from cse_assess.evidence.custody.queries import list_held_claims, list_revision_claims
from cse_assess.evidence.custody.verification import Count, Fault, verify_custody
from cse_assess.reports.queries import list_report_claims
from cse_assess.web.context import current_blobs

SOURCES: tuple[ClaimSource, ...] = (list_revision_claims, list_held_claims, list_report_claims)
SECONDS_BETWEEN_LINES = 5.0


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify_command(*, as_json: bool) -> None:
    """Check that every stored file is there and is what came in.

    Hashes each file again and holds it against the database, and the records of evidence against
    the audit trail. Prints a line for each fault; the exit code is then 1, and otherwise 0. How
    far it has come goes to stderr.
    """
    count = Count()
    with instance_app():
        faults = verify_custody(current_blobs(), SOURCES, count, _ProgressLines())
        found = _list_all(faults, as_json=as_json)
    if as_json:
        print_json({"checked": _describe_count(count), "faults": found})
    elif not found:
        click.echo(f"No fault: {_write_count(count)}.")
    if found:
        raise SystemExit(1)


def _list_all(faults: Iterator[Fault], *, as_json: bool) -> list[dict[str, Any]]:
    """Return every fault as JSON has it; print a line for each unless JSON is wanted."""
    found = []
    for fault in faults:
        found.append(_describe(fault))
        if not as_json:
            click.echo(_write(fault))
    return found


def _write(fault: Fault) -> str:
    """Return one line: the kind, then hash and holder where the fault has them, then what it is."""
    named = [fault.sha256, fault.holder and f"({fault.holder})"]
    return f"{' '.join(filter(None, [fault.kind, *named]))}: {fault.message}"


def _describe(fault: Fault) -> dict[str, Any]:
    return {
        "kind": fault.kind,
        "sha256": fault.sha256 or None,
        "item": fault.item_id,
        "revision": fault.revision,
        "holder": fault.holder or None,
        "message": fault.message,
    }


def _describe_count(count: Count) -> dict[str, int]:
    return {"files": count.files, "bytes": count.bytes, "revisions": count.revisions}


def _write_count(count: Count) -> str:
    return (
        f"{count.files:,} files ({count.bytes / MEBIBYTE:,.1f} MB) "
        f"and {count.revisions:,} revisions checked"
    )


class _ProgressLines:
    """Says on stderr how far it has come, every few seconds."""

    def __init__(self) -> None:
        self._said_at = time.monotonic()

    def __call__(self, count: Count) -> None:
        if time.monotonic() - self._said_at >= SECONDS_BETWEEN_LINES:
            self._said_at = time.monotonic()
            click.echo(f"{_write_count(count)} so far …", err=True)
