"""`cse-assess report assessor`: writes the assessor's report of a review."""

import re
from pathlib import Path

import click

from cse_assess.assessments.wording import standard_for
from cse_assess.cli.support import fail, instance_app, print_json, write_in_place
from cse_assess.db import read_only
from cse_assess.reports.assessor.making import FORMATS, make_file
from cse_assess.reports.assessor.paper import AssessorPaper
from cse_assess.reports.assessor.queries import collect_paper, find_review
from cse_assess.reports.options import Format
from cse_assess.review.decision.assembling import assemble_report
from cse_assess.review.decision.queries import get_newest_signature
from cse_assess.review.decision.verification import find_faults
from cse_assess.review.desk.models import Review
from cse_assess.review.desk.queries import get_review
from cse_assess.standards.registry import standard_folders
from cse_assess.web.context import current_settings

NAME = re.compile(r"(\d{1,9})(?:/(\d{1,9}))?", re.ASCII)


class ReviewName(click.ParamType[tuple[int, int | None]]):
    """`12/3` for the third review of self-assessment 12, `7` for the review with that id."""

    name = "REVIEW"

    def convert(self, value: object, param: object, ctx: object) -> tuple[int, int | None]:
        """Return both numbers; the second is None where none is given."""
        found = NAME.fullmatch(str(value))
        if found is None:
            raise click.BadParameter("give ASSESSMENT/NUMBER, such as 12/1, or a review’s own id")
        return int(found[1]), int(found[2]) if found[2] else None


@click.command("assessor")
@click.argument("named", metavar="REVIEW", type=ReviewName())
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.pdf|docx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the report; what it ends in says which kind of file.",
)
@click.option("--signed", is_flag=True, help="Refuse a draft, with a line for what is missing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def assessor_command(
    named: tuple[int, int | None], output: Path, *, signed: bool, as_json: bool
) -> None:
    """Write the assessor's report of a review: as it was signed, or a draft that says so.

    REVIEW is ASSESSMENT/NUMBER, such as 12/1, or the review's own id. A signed report that is not
    what the audit trail holds is not written: a line for each fault, and exit code 1.
    """
    file_format = _choose_format(output)
    with instance_app():
        with read_only():
            review = _find(named)
            paper = _collect(review, is_signed_wanted=signed)
        limits = current_settings().rendering
        write_in_place(output, lambda folder: make_file(paper, file_format, folder, limits=limits))
    told = {"file": str(output), "draft": paper.is_draft, "sha256": paper.sha256 or None}
    if as_json:
        print_json({**told, "audit_head": paper.trail.hash if paper.trail else None})
    else:
        click.echo(f"Wrote {output}{', a draft' if paper.is_draft else ''}")


def _choose_format(output: Path) -> Format:
    ending = output.suffix.removeprefix(".").lower()
    if ending not in FORMATS:
        raise click.UsageError("FILE has to end in .pdf or .docx.")
    return Format(ending)


def _find(named: tuple[int, int | None]) -> Review:
    first, number = named
    return get_review(first) if number is None else find_review(first, number)


def _collect(review: Review, *, is_signed_wanted: bool) -> AssessorPaper:
    folders = standard_folders(current_settings().instance_path)
    if review.is_signed:
        if faults := find_faults(get_newest_signature(review.id)):
            fail("\n".join(faults))
    elif is_signed_wanted:
        standard = standard_for(review.assessment, folders=folders)
        missing = [each.text for each in assemble_report(review, standard).judgement.blocking]
        fail("\n".join(f"{line}." for line in ["This report is not signed", *missing]))
    return collect_paper(review, folders=folders)
