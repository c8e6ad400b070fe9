"""`cse-assess readiness`: the pass rule over a file of levels; needs no database."""

from pathlib import Path

import click

from cse_assess.analysis.csv_table import CsvFileError
from cse_assess.analysis.levels_file import read_levels
from cse_assess.analysis.readiness import (
    GroupReadiness,
    Readiness,
    Verdict,
    assess_readiness,
    readiness_to_json,
)
from cse_assess.cli.file_reading import read_table_file
from cse_assess.cli.standard_choice import choose_standard
from cse_assess.cli.support import fail, print_json
from cse_assess.standards.structure import Standard

_VERDICTS = {
    Verdict.PASSES: "passes",
    Verdict.NOT_YET: "not yet",
    Verdict.FAILS: "does not pass",
}


@click.command("readiness")
@click.option(
    "--levels",
    "levels_file",
    required=True,
    metavar="FILE.csv",
    type=click.Path(path_type=Path),
    help="A CSV file with the columns code,level; an empty level is not scored.",
)
@click.option("--standard", "standard_name", metavar="S", help="An id, or a file; default: cse.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def readiness_command(levels_file: Path, standard_name: str | None, *, as_json: bool) -> None:
    """Tell whether levels meet a standard's pass rule, and precisely why.

    An element that the file leaves out, or whose level is empty, is not scored: it counts as not
    met. The exit code is 0 whatever the verdict, and 1 where the file is refused.
    """
    standard = choose_standard(standard_name)
    try:
        levels = read_levels(read_table_file(levels_file), str(levels_file), standard)
    except CsvFileError as error:
        fail(str(error))
    readiness = assess_readiness(standard, levels)
    if as_json:
        print_json(readiness_to_json(readiness))
    else:
        click.echo("\n".join(_write_readiness(standard, readiness)))


def _write_readiness(standard: Standard, readiness: Readiness) -> list[str]:
    lines = [f"{standard.title}: {_VERDICTS[readiness.verdict]}", ""]
    for group in readiness.groups:
        lines += [_write_group(group)]
    return [*lines, "", *readiness.reasons]


def _write_group(group: GroupReadiness) -> str:
    tally = group.tally
    return (
        f"{group.name}: {_VERDICTS[group.verdict]}; met {tally.met} of {tally.applicable}, "
        f"needs {group.required}; partial {tally.partial}, not met {tally.not_met}, "
        f"not applicable {tally.not_applicable}, not scored {tally.not_scored}"
    )
