"""`cse-assess fragility`: what hangs on which piece of evidence."""

import click

from cse_assess.analysis.fragility import LeaveOut, assess_fragility
from cse_assess.analysis.outlook_json import fragility_to_json
from cse_assess.cli.assessment_choice import open_situation
from cse_assess.cli.support import instance_app, print_json
from cse_assess.clock import today


@click.command("fragility")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def fragility_command(assessment_id: int, *, as_json: bool) -> None:
    """Tell what falls in the self-assessment ASSESSMENT if a piece of evidence is rejected.

    Judged on the day of the visit, or today where none is planned or it is over.
    """
    with instance_app():
        assessment, standard, situation = open_situation(assessment_id)
        fragility = assess_fragility(
            standard,
            situation.states,
            max(today(), assessment.visit_on or today()),
            today=today(),
            actions=situation.actions,
        )
    if as_json:
        print_json({"assessment": assessment_id, **fragility_to_json(fragility)})
    else:
        click.echo("\n".join(map(_write, fragility.fragile)) or "Nothing rests on a single piece.")


def _write(piece: LeaveOut) -> str:
    failing = "".join(f"; {group.name} fails" for group in piece.failing)
    return f"Without “{piece.title}”: {', '.join(piece.falling)} would fall{failing}"
