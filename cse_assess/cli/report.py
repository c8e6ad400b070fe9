"""`cse-assess report`: writes the reports of a self-assessment."""

from pathlib import Path

import click

from cse_assess.cli.report_assessor import assessor_command
from cse_assess.cli.support import instance_app, print_json, write_in_place
from cse_assess.db import read_only
from cse_assess.reports.document import GapReport
from cse_assess.reports.figures import figures_to_json
from cse_assess.reports.files import make_file, write_figures
from cse_assess.reports.options import (
    OFFERED,
    STANDARD_CHOICES,
    Audience,
    Format,
    ReportOptions,
    Section,
)
from cse_assess.reports.queries import collect_gap_report
from cse_assess.standards.registry import standard_folders

SECTION = click.Choice([section.value for section in Section])
PRINTED = (Format.JSON, Format.CSV)


@click.group("report")
def report_group() -> None:
    """Write reports of a self-assessment, or of its review."""


@report_group.command("gap")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write the file.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice([each.value for each in Format]),
    help="The kind of file; without it, what FILE ends in says so.",
)
@click.option(
    "--for",
    "audience_name",
    type=click.Choice([each.value for each in Audience]),
    default=Audience.TEAM.value,
    show_default=True,
    help="For whom it is.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON document.")
@click.option(
    "--section", "sections", multiple=True, type=SECTION, help="Put in only this; may be repeated."
)
@click.option("--without", multiple=True, type=SECTION, help="Leave this out; may be repeated.")
@click.option(
    "--confidential-titles", is_flag=True, help="Print the titles of confidential evidence."
)
def gap_command(
    assessment_id: int,
    output: Path | None,
    format_name: str | None,
    audience_name: str,
    *,
    as_json: bool,
    sections: tuple[str, ...],
    without: tuple[str, ...],
    confidential_titles: bool,
) -> None:
    """Write the gap analysis of the self-assessment with the number ASSESSMENT.

    Give -o for a file, --json for the figures, or both. JSON and CSV are printed without -o.
    """
    file_format = _choose_format(output, format_name, as_json=as_json)
    options = _choose(
        Audience(audience_name), sections, without, confidential_titles=confidential_titles
    )
    report = _make(assessment_id, output, file_format, options)
    if as_json:
        figures = figures_to_json(report)
        print_json({**figures, "file": str(output)} if output else figures)
    elif output:
        click.echo(f"Wrote {output}")
    else:
        click.echo(write_figures(report, file_format), nl=file_format is Format.JSON)


def _choose_format(output: Path | None, name: str | None, *, as_json: bool) -> Format:
    """Return the kind of file that is wanted; raise `UsageError` where nothing says so."""
    ending = output.suffix.removeprefix(".").lower() if output else Format.JSON.value
    if not name and ending not in list(Format):
        raise click.UsageError("Say by --format what kind of file it is.")
    chosen = Format(name or ending)
    if output is None and not (as_json or (name and chosen in PRINTED)):
        raise click.UsageError("Give -o FILE, --json, or both.")
    return chosen


def _choose(
    audience: Audience,
    sections: tuple[str, ...],
    without: tuple[str, ...],
    *,
    confidential_titles: bool,
) -> ReportOptions:
    chosen = frozenset(map(Section, sections)) or STANDARD_CHOICES[audience]
    if left := chosen - OFFERED[audience]:
        names = ", ".join(sorted(left))
        raise click.UsageError(f"A report for the {audience} has no section {names}.")
    if confidential_titles and audience is Audience.BOARD:
        raise click.UsageError("A report for the board has no titles of confidential evidence.")
    return ReportOptions(chosen - frozenset(map(Section, without)), confidential_titles, audience)


def _make(
    assessment_id: int, output: Path | None, file_format: Format, options: ReportOptions
) -> GapReport:
    """Write the file where one is wanted, and return what it says."""
    with instance_app() as app:
        settings = app.extensions["settings"]
        with read_only():
            report = collect_gap_report(
                assessment_id,
                options=options,
                folders=standard_folders(settings.instance_path),
                base_url=settings.base_url,
            )
        if output is not None:
            limits = settings.rendering
            write_in_place(
                output, lambda folder: make_file(report, file_format, folder, limits=limits)
            )
    return report


report_group.add_command(assessor_command)
