"""`cse-assess submit`: freezes a self-assessment for its assessor, or says what is in the way."""

import click

from cse_assess.accounts.actor import Actor
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.queries import get_assessment
from cse_assess.assessments.wording import standard_for
from cse_assess.cli.support import fail, print_json, writing_instance
from cse_assess.review.submissions.gate import Gate
from cse_assess.review.submissions.models import Submission
from cse_assess.review.submissions.services import GateClosed, submit_assessment
from cse_assess.standards.registry import standard_folders
from cse_assess.web.context import current_settings


@click.command("submit")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option("--note", default="", metavar="TEXT", help="What the assessor should know first.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def submit_command(assessment_id: int, note: str, *, as_json: bool) -> None:
    """Freeze the self-assessment with the number ASSESSMENT for its assessor.

    Where something blocks it, a line for each goes to stderr and the exit code is 1.
    """
    with writing_instance():
        submission = _submit(get_assessment(assessment_id), note)
        told = {
            "assessment": assessment_id,
            "number": submission.number,
            "sha256": submission.sha256,
        }
    if as_json:
        print_json(told)
    else:
        click.echo(f"Submission {told['number']} of self-assessment {assessment_id}.")
        click.echo(f"SHA-256 of its manifest: {told['sha256']}")


def _submit(assessment: Assessment, note: str) -> Submission:
    settings = current_settings()
    standard = standard_for(assessment, folders=standard_folders(settings.instance_path))
    try:
        return submit_assessment(
            actor=Actor.system(assessment.organisation_id),
            assessment=assessment,
            standard=standard,
            note=note,
            is_scanning=settings.scanner is not None,
        )
    except GateClosed as closed:
        fail("\n".join(_list_lines(closed.gate)))


def _list_lines(gate: Gate) -> list[str]:
    """Return a line for each rule that is not kept, at each element where it is not."""
    lines = []
    for obstacle in gate.blocking:
        lines += [f"{place.code}: {place.reason} {place.remedy}" for place in obstacle.places] or [
            f"{obstacle.title}. {obstacle.words}"
        ]
    return lines
