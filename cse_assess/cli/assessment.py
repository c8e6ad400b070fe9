"""`cse-assess assessment`: lists self-assessments, imports, exports and carries them forward."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import queries, services
from cse_assess.assessments.models import Assessment
from cse_assess.assessments.past.services import carry_forward
from cse_assess.assessments.transfer.columns import COLUMNS, find_columns, is_enough
from cse_assess.assessments.transfer.export import MEDIA_TYPES, export_file
from cse_assess.assessments.transfer.plan import Plan
from cse_assess.assessments.transfer.reading import read_sheet
from cse_assess.assessments.transfer.sheet import Sheet
from cse_assess.cli.assessment_choice import standard_of
from cse_assess.cli.support import fail, instance_app, print_json, writing_instance
from cse_assess.db import read_only

ASSESSMENT = click.argument("assessment_id", metavar="ID", type=click.IntRange(min=1))
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group("assessment")
def assessment_group() -> None:
    """List self-assessments, import and export them, carry one into the next cycle."""


@assessment_group.command("list")
@AS_JSON
def list_command(*, as_json: bool) -> None:
    """List every self-assessment of this installation."""
    with instance_app(), read_only():
        listed = [_describe(assessment) for assessment in queries.list_all_assessments()]
    if as_json:
        print_json(listed)
        return
    for each in listed:
        state = "locked" if each["locked"] else "open"
        click.echo(
            f"{each['id']}\t{each['organisation']}\t{each['service']}\t{each['cycle']}\t"
            f"{each['standard']}\t{each['visit_date'] or 'no visit date'}\t{state}"
        )


def _describe(assessment: Assessment) -> dict[str, Any]:
    return {
        "id": assessment.id,
        "standard": assessment.standard_id,
        "organisation": assessment.organisation.name,
        "service": assessment.service.name,
        "cycle": assessment.cycle,
        "visit_date": assessment.visit_on.isoformat() if assessment.visit_on else None,
        "locked": assessment.is_locked,
    }


@assessment_group.command("import")
@ASSESSMENT
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--column",
    "named",
    multiple=True,
    metavar="NAME=HEADING",
    help=f"Which heading of FILE stands for one of {', '.join(COLUMNS)}; may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@AS_JSON
def import_command(
    assessment_id: int, file: Path, named: tuple[str, ...], *, dry_run: bool, as_json: bool
) -> None:
    """Import FILE, a CSV or XLSX, into the self-assessment with the number ID: all or nothing.

    Every row that cannot be imported is named on stderr, and then nothing is changed.
    """
    wanted = _read_names(named)
    with writing_instance():
        assessment = queries.get_assessment(assessment_id)
        actor = Actor.system(assessment.organisation_id)
        services.begin_import(actor=actor, assessment=assessment)
        plan = _make_plan(actor, assessment, _read_file(file), wanted)
        if plan.faults:
            raise services.ImportFaults(plan.faults)
        if not dry_run:
            services.apply_plan(
                actor=actor,
                assessment=assessment,
                plan=plan,
                fingerprint=plan.fingerprint,
                file_name=file.name,
            )
        outcome = _tell(plan)
    if as_json:
        print_json({"assessment": assessment_id, "dry_run": dry_run, **outcome})
    else:
        verb = "would change" if dry_run else "changed"
        click.echo(f"{outcome['rows']} rows read, {outcome['changed']} {verb} something.")


def _read_names(named: tuple[str, ...]) -> dict[str, str]:
    pairs = [text.partition("=") for text in named]
    for name, sign, heading in pairs:
        if name not in COLUMNS or not sign or not heading:
            raise click.BadParameter(
                f"{name}{sign}{heading}: expected NAME=HEADING with one of {', '.join(COLUMNS)}"
            )
    return {name: heading for name, _, heading in pairs}


def _read_file(path: Path) -> Sheet:
    try:
        with path.open("rb") as stream:
            return read_sheet(stream)
    except OSError as error:
        fail(f"{path}: cannot be read: {error.strerror}")


def _make_plan(actor: Actor, assessment: Assessment, sheet: Sheet, named: dict[str, str]) -> Plan:
    return services.plan_import(
        actor=actor,
        assessment=assessment,
        sheet=sheet,
        columns=_choose_columns(sheet, named),
        standard=standard_of(assessment),
    )


def _choose_columns(sheet: Sheet, named: dict[str, str]) -> dict[str, int]:
    columns = _find_named(sheet, named) if named else find_columns(sheet.headings)
    if columns is None or not is_enough(columns):
        fail(
            f"The headings are {', '.join(filter(None, sheet.headings))}; expected code and some "
            f"of {', '.join(COLUMNS[1:])}. Say which is which with --column, "
            "for instance --column code=Ref --column level=Score"
        )
    return columns


def _find_named(sheet: Sheet, named: dict[str, str]) -> dict[str, int]:
    missing = [heading for heading in named.values() if heading not in sheet.headings]
    if missing:
        fail(f"The file has no column “{missing[0]}”; it has {', '.join(sheet.headings)}")
    return {name: sheet.headings.index(heading) for name, heading in named.items()}


def _tell(plan: Plan) -> dict[str, Any]:
    return {
        "rows": plan.row_count,
        "changed": len(plan.changing),
        "changes": [
            {
                "row": row.row,
                "code": row.response.element_code,
                "fields": [
                    {"field": change.field, "from": change.before, "to": change.after}
                    for change in row.changes
                ],
                "attach": [item.title for item in row.attach],
            }
            for row in plan.changing
        ],
    }


@assessment_group.command("export")
@ASSESSMENT
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.csv|.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write; the ending tells the kind.",
)
def export_command(assessment_id: int, output: Path) -> None:
    """Export the self-assessment with the number ID."""
    kind = output.suffix.lower().removeprefix(".")
    if kind not in MEDIA_TYPES:
        raise click.BadParameter("give a file that ends in .csv or .xlsx", param_hint="-o")
    with instance_app(), read_only():
        tree = queries.load_tree(assessment_id)
        organisation_id = tree.assessment.organisation_id
        library = services.load_library(Actor.system(organisation_id), organisation_id)
        content = export_file(tree, library, kind)
    try:
        output.write_bytes(content)
    except OSError as error:
        fail(f"{output}: cannot be written: {error.strerror}")


@assessment_group.command("carry-forward")
@ASSESSMENT
@click.option("--cycle", required=True, metavar="NAME", help="The new cycle, such as 2027.")
@click.option(
    "--visit",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the next visit, as 2027-03-31; evidence is judged on it.",
)
@AS_JSON
def carry_forward_command(
    assessment_id: int, cycle: str, visit: datetime | None, *, as_json: bool
) -> None:
    """Begin the next cycle with what the self-assessment with the number ID ends with.

    Levels are to be confirmed; texts, owners, evidence and open actions come along.
    """
    with writing_instance():
        assessment = queries.get_assessment(assessment_id)
        target = carry_forward(
            actor=Actor.system(assessment.organisation_id),
            assessment=assessment,
            standard=standard_of(assessment),
            cycle=cycle,
            visit_on=visit.date() if visit else None,
        )
        told = _describe(target)
    if as_json:
        print_json(told)
    else:
        click.echo(f"Self-assessment {told['id']}, {told['cycle']}, began from {assessment_id}.")
