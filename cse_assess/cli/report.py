"""`cse-assess report`: prints the reports of a self-assessment."""

import tempfile
from pathlib import Path
from typing import Any

import click

from cse_assess.cli.support import fail, instance_app, print_json
from cse_assess.config import Rendering
from cse_assess.db import read_only
from cse_assess.reports.figures import figures_to_json
from cse_assess.reports.options import STANDARD_CHOICE, ReportOptions, Section
from cse_assess.reports.pdf import render_pdf
from cse_assess.reports.printing import render_html
from cse_assess.reports.queries import collect_gap_report
from cse_assess.standards.registry import standard_folders

SECTION = click.Choice([section.value for section in Section])


@click.group("report")
def report_group() -> None:
    """Print reports of a self-assessment."""


@report_group.command("gap")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.pdf",
    help="Where to write the PDF.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON document.")
@click.option(
    "--section", "sections", multiple=True, type=SECTION, help="Print only this; may be repeated."
)
@click.option("--without", multiple=True, type=SECTION, help="Leave this out; may be repeated.")
@click.option(
    "--confidential-titles", is_flag=True, help="Print the titles of confidential evidence."
)
def gap_command(
    assessment_id: int,
    output: Path | None,
    *,
    as_json: bool,
    sections: tuple[str, ...],
    without: tuple[str, ...],
    confidential_titles: bool,
) -> None:
    """Print the gap analysis of the self-assessment with the number ASSESSMENT.

    Give -o for the PDF, --json for the figures, or both.
    """
    if output is None and not as_json:
        raise click.UsageError("Give -o FILE.pdf, --json, or both.")
    chosen = frozenset(map(Section, sections)) or STANDARD_CHOICE
    options = ReportOptions(chosen - frozenset(map(Section, without)), confidential_titles)
    figures = _make(assessment_id, output, options)
    if as_json:
        print_json(figures)
    else:
        click.echo(f"Wrote {output}")


def _make(assessment_id: int, output: Path | None, options: ReportOptions) -> dict[str, Any]:
    """Write the PDF where one is wanted, and return the figures."""
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
            _write(render_html(report), output, settings.rendering)
    figures = figures_to_json(report)
    return figures if output is None else {**figures, "file": str(output)}


def _write(html: str, output: Path, limits: Rendering) -> None:
    """Print the PDF beside `output` and put it in its place whole, or leave all as it was."""
    try:
        with tempfile.TemporaryDirectory(dir=output.parent, prefix=".gap-") as folder:
            render_pdf(html, Path(folder), limits=limits).replace(output)
    except OSError as error:
        fail(f"{output}: cannot be written: {error.strerror}")
