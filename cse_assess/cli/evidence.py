"""`cse-assess evidence`: what the library's files are studied for, and its index."""

import click

from cse_assess.cli.evidence_import import import_command
from cse_assess.cli.support import fail, instance_app, print_json


@click.group("evidence")
def evidence_group() -> None:
    """Look after the evidence library."""


@evidence_group.command("study")
@click.option("--all", "is_all", is_flag=True, help="Study every file again, not only what waits.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def study_command(*, is_all: bool, as_json: bool) -> None:
    """Read the files that nobody has read yet, and what else is found out about each.

    The server does the same in the background; this does it at once, file by file, and can be
    stopped and called again. A file that cannot be read is told of and does not stop the others;
    the exit code is then 1.
    """
    from cse_assess.evidence.study.running import study_now

    with instance_app() as app:
        outcome = study_now(app, is_all=is_all, tell=_tell_progress)
    if as_json:
        print_json({"studied": outcome.studied, "problems": outcome.problems})
    else:
        for problem in outcome.problems:
            click.echo(f"{problem['sha256']}: {problem['step']}: {problem['message']}")
        click.echo(f"{outcome.studied} files were studied.")
    if outcome.problems:
        raise SystemExit(1)


def _tell_progress(number: int, total: int) -> None:
    click.echo(f"{number} of {total}", err=True)


@evidence_group.command("reindex")
@click.option("--check", "is_check", is_flag=True, help="Only say what is wrong; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def reindex_command(*, is_check: bool, as_json: bool) -> None:
    """Bring the index that the library is searched by in step with the library.

    With --check, prints each item that the index has wrong, and the exit code is 1 where there is
    one.
    """
    from cse_assess.evidence.study.running import check_index, mend_whole_index

    with instance_app():
        faults = check_index() if is_check else []
        mended = 0 if is_check else mend_whole_index()
    if as_json:
        print_json({"faults": faults} if is_check else {"mended": mended})
    elif not is_check:
        click.echo(f"The index is in step; {mended} items were not.")
    elif not faults:
        click.echo("The index is in step.")
    if faults:
        fail("\n".join(faults) if not as_json else "")


evidence_group.add_command(import_command)
