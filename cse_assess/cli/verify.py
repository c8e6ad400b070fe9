"""`cse-assess verify`: hashes every stored file again and tells what is missing or changed."""

import time
from collections.abc import Iterator
from itertools import chain
from typing import Any

import click

from cse_assess.cli.support import instance_app, print_json
from cse_assess.cli.verify_signatures import verify_signatures
from cse_assess.config import MEBIBYTE
from cse_assess.db import read_only
from cse_assess.evidence.custody.claims import ClaimSource
from cse_assess.evidence.custody.queries import list_held_claims, list_revision_claims
from cse_assess.evidence.custody.verification import Count, Fault, FaultKind, verify_custody
from cse_assess.reports.queries import list_report_claims
from cse_assess.review.assessor_queries import queries
from cse_assess.review.assessor_queries.verification import find_faults as find_addendum_faults
from cse_assess.review.submissions.queries import get_whole, list_ids_of_all
from cse_assess.review.submissions.verification import find_faults
from cse_assess.web.context import current_blobs

SOURCES: tuple[ClaimSource, ...] = (list_revision_claims, list_held_claims, list_report_claims)
SECONDS_BETWEEN_LINES = 5.0


@click.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def verify_command(*, as_json: bool) -> None:
    """Check that every stored file is there and is what came in.

    Hashes each file again and holds it against the database, and the records of evidence, of
    submissions, of their addenda and of signed reports against the audit trail. Prints a line for
    each fault; the exit code is then 1, and otherwise 0. How far it has come goes to stderr.
    """
    count = Count()
    with instance_app():
        custody = verify_custody(current_blobs(), SOURCES, count, _ProgressLines())
        faults = chain(custody, _verify_submissions(), _verify_addenda(), _find_lost_addenda())
        faults = chain(faults, verify_signatures())
        found = _list_all(faults, as_json=as_json)
    if as_json:
        print_json({"checked": _describe_count(count), "faults": found})
    elif not found:
        click.echo(f"No fault: {_write_count(count)}.")
    if found:
        raise SystemExit(1)


def _verify_submissions() -> Iterator[Fault]:
    """Give every fault of what was submitted, each submission read on its own."""
    with read_only():
        ids = list_ids_of_all()
    for submission_id in ids:
        with read_only():
            found = _verify_submission(submission_id)
        yield from found


def _verify_submission(submission_id: int) -> list[Fault]:
    try:
        submission = get_whole(submission_id)
    except ValueError:
        message = "What was submitted cannot be read: its content is no JSON any more."
        holder = f"submission with the id {submission_id}"
        return [Fault(FaultKind.SUBMISSION, message, holder=holder)]
    holder = f"self-assessment {submission.assessment_id}, submission {submission.number}"
    messages = find_faults(submission)
    return [Fault(FaultKind.SUBMISSION, message, holder=holder) for message in messages]


def _verify_addenda() -> Iterator[Fault]:
    """Give every fault of what was added to submissions, each addendum read on its own."""
    with read_only():
        ids = queries.list_ids_of_addenda()
    for addendum_id in ids:
        with read_only():
            found = _verify_addendum(addendum_id)
        yield from found


def _verify_addendum(addendum_id: int) -> list[Fault]:
    try:
        addendum = queries.get_whole_addendum(addendum_id)
    except ValueError:
        message = "What was added cannot be read: its content is no JSON any more."
        return [Fault(FaultKind.ADDENDUM, message, holder=f"addendum with the id {addendum_id}")]
    submission = addendum.submission
    holder = (
        f"self-assessment {submission.assessment_id}, submission {submission.number}, "
        f"addendum {addendum.number}"
    )
    messages = find_addendum_faults(addendum)
    return [Fault(FaultKind.ADDENDUM, message, holder=holder) for message in messages]


def _find_lost_addenda() -> Iterator[Fault]:
    """Give a fault for each query that was answered and whose addendum is gone."""
    with read_only():
        lost = [
            f"self-assessment {query.review.assessment_id}, query {query.number}"
            for query in queries.list_unproven_queries()
        ]
    for holder in lost:
        yield Fault(FaultKind.ADDENDUM, "The addendum that answers this is gone.", holder=holder)


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
