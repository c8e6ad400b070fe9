"""`cse-assess fragility`: what hangs on which piece of evidence."""

from typing import Any

import click

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.fragility import Fragility, LeaveOut, assess_fragility
from cse_assess.assessments import queries
from cse_assess.assessments.forecast.situation import load_situation
from cse_assess.assessments.wording import standard_for
from cse_assess.cli.support import instance_app, print_json
from cse_assess.clock import today
from cse_assess.standards.registry import standard_folders
from cse_assess.web.context import current_settings


@click.command("fragility")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def fragility_command(assessment_id: int, *, as_json: bool) -> None:
    """Tell what falls in the self-assessment ASSESSMENT if a piece of evidence is rejected.

    Judged on the day of the visit, or today where none is planned or it is over.
    """
    with instance_app():
        assessment = queries.get_assessment(assessment_id)
        standard = standard_for(
            assessment, folders=standard_folders(current_settings().instance_path)
        )
        actor = Actor.system(assessment.organisation_id)
        situation = load_situation(actor, assessment, standard)
        fragility = assess_fragility(
            standard,
            situation.states,
            max(today(), assessment.visit_on or today()),
            today=today(),
            actions=situation.actions,
        )
    if as_json:
        print_json(_describe(assessment_id, fragility))
    else:
        click.echo("\n".join(map(_write, fragility.fragile)) or "Nothing rests on a single piece.")


def _describe(assessment_id: int, fragility: Fragility) -> dict[str, Any]:
    return {
        "assessment": assessment_id,
        "on": fragility.on.isoformat(),
        "passes": fragility.readiness.passes,
        "pieces": [
            {
                "item": each.item_id,
                "title": each.title,
                "proves": list(each.proves),
                "falling": list(each.falling),
                "failing": [group.code for group in each.failing],
                "loses_award": each.loses_award,
            }
            for each in fragility.pieces
        ],
    }


def _write(piece: LeaveOut) -> str:
    failing = "".join(f"; {group.name} fails" for group in piece.failing)
    return f"Without “{piece.title}”: {', '.join(piece.falling)} would fall{failing}"
