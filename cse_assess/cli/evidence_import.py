"""`cse-assess evidence import`: brings a folder or a ZIP of files into the library."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import queries
from cse_assess.assessments.folder_import import FolderImport, Outcome, State
from cse_assess.cli.assessment_choice import standard_of
from cse_assess.cli.support import instance_app, print_json
from cse_assess.db import read_only
from cse_assess.evidence.bulk.folders import open_source
from cse_assess.web.context import current_blobs, current_settings


@click.command("import")
@click.argument("source", metavar="FOLDER-OR-ZIP", type=click.Path(path_type=Path))
@click.option(
    "--assessment",
    "assessment_id",
    required=True,
    metavar="ID",
    type=click.IntRange(min=1),
    help="The number of the self-assessment that the folders' codes belong to.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def import_command(source: Path, assessment_id: int, *, as_json: bool) -> None:
    """Bring every file of FOLDER-OR-ZIP into the library.

    A file in a folder that is named by the code of an element is attached to that element. The
    title, date and kind of each file are taken from the file. What is there already is not added
    again. Prints a line for each file; one that is refused does not keep the others out, and the
    exit code is then 1.
    """
    with instance_app():
        job = _make_import(assessment_id)
        with open_source(source, current_settings().uploads) as files:
            outcomes = list(_tell(job.run(files), as_json=as_json))
    if as_json:
        print_json({"assessment": assessment_id, "files": [_describe(each) for each in outcomes]})
    if any(outcome.state is State.REFUSED for outcome in outcomes):
        raise SystemExit(1)


def _make_import(assessment_id: int) -> FolderImport:
    with read_only():
        assessment = queries.get_assessment(assessment_id)
        return FolderImport(
            actor=Actor.system(assessment.organisation_id),
            assessment_id=assessment_id,
            standard=standard_of(assessment),
            blobs=current_blobs(),
            limits=current_settings().uploads,
        )


def _tell(outcomes: Iterator[Outcome], *, as_json: bool) -> Iterator[Outcome]:
    for outcome in outcomes:
        if not as_json:
            click.echo(_write(outcome))
        yield outcome


def _write(outcome: Outcome) -> str:
    """Return one line: state, name, then element and item, or why the file was not taken."""
    item = f"item {outcome.item_id}" if outcome.item_id else ""
    parts = [outcome.state, outcome.name, outcome.element, item, outcome.message]
    return "\t".join(filter(None, parts))


def _describe(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": outcome.name,
        "state": outcome.state,
        "element": outcome.element or None,
        "item": outcome.item_id,
        "message": outcome.message or None,
    }
