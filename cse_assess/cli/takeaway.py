"""`cse-assess takeaway`: hands elements out as a spreadsheet, and merges what comes back."""

from pathlib import Path
from typing import Any, NoReturn

import click

from cse_assess.accounts.actor import Actor
from cse_assess.assessments import queries
from cse_assess.assessments.takeaway import services
from cse_assess.assessments.takeaway.merging import (
    PartMerge,
    PartValue,
    SheetMerge,
    speak_part,
)
from cse_assess.assessments.takeaway.models import TakeAway, TakeAwayReturn
from cse_assess.assessments.takeaway.queries import find_take_away
from cse_assess.assessments.takeaway.reading import ReturnedFile, read_returned_file
from cse_assess.assessments.takeaway.sheet import write_sheet
from cse_assess.cli.assessment_choice import standard_of
from cse_assess.cli.support import fail, print_json, writing_instance
from cse_assess.db import session
from cse_assess.standards.structure import Standard
from cse_assess.web.context import current_settings
from cse_assess.web.templating import plural

SOMEBODY = "somebody without an account"
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@click.group("takeaway")
def takeaway_group() -> None:
    """Hand elements out as a spreadsheet, and merge what comes back."""


@takeaway_group.command("export")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option(
    "-o",
    "--output",
    required=True,
    metavar="FILE.xlsx",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Where to write the sheet.",
)
@click.option("--for", "made_for", default=SOMEBODY, metavar="NAME", help="Whom it is for.")
@click.option("--by", "due_on", type=click.DateTime(["%Y-%m-%d"]), help="Wanted back by this day.")
@click.option(
    "--element",
    "codes",
    multiple=True,
    metavar="CODE",
    help="The code of an element that the sheet is about; may be repeated.",
)
@AS_JSON
def export_command(
    assessment_id: int,
    output: Path,
    made_for: str,
    due_on: Any,
    codes: tuple[str, ...],
    *,
    as_json: bool,
) -> None:
    """Make a take-away sheet of the self-assessment with the number ASSESSMENT.

    Without --element it is about every element. The sheet is kept in the list of sheets.
    """
    with writing_instance():
        assessment = queries.get_assessment(assessment_id)
        standard = standard_of(assessment)
        take_away = services.make_take_away(
            actor=Actor.system(assessment.organisation_id),
            assessment=assessment,
            standard=standard,
            made_for=made_for,
            due_on=due_on.date() if due_on else None,
            codes=_find_codes(standard, codes),
        )
        content = write_sheet(take_away, queries.load_tree(assessment_id), standard)
        _write(output, content)
        made = {"reference": take_away.reference, "elements": list(take_away.base)}
    if as_json:
        print_json({"assessment": assessment_id, **made, "file": str(output)})
    else:
        click.echo(f"{made['reference']}: {len(made['elements'])} rows in {output}")


def _find_codes(standard: Standard, codes: tuple[str, ...]) -> tuple[str, ...]:
    for code in codes:
        if standard.find_element(code) is None:
            fail(f"{standard.title} has no {standard.terms.element.one} “{code}”")
    return codes or tuple(element.code for element in standard.elements)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        fail(f"{path}: cannot be written: {error.strerror}")


@takeaway_group.command("merge")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what would change.")
@AS_JSON
def merge_command(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Merge FILE.xlsx, a take-away sheet that came back, into its self-assessment.

    What was changed in the sheet only is taken over, all of it or nothing. Where anything was
    changed on both sides, nothing changes: each conflict is named on stderr, the exit code is 1,
    and the file waits in the app, where a person decides.
    """
    with writing_instance():
        read = _read(file)
        take_away = _find_take_away(read.reference)
        assessment = take_away.assessment
        actor, standard = Actor.system(assessment.organisation_id), standard_of(assessment)
        returned = services.receive_file(
            actor=actor, assessment=assessment, standard=standard, file=read, file_name=file.name
        )
        merge = _merge(actor, returned, standard, dry_run=dry_run)
        outcome = {
            "assessment": assessment.id,
            "reference": take_away.reference,
            "dry_run": dry_run,
            "merged": not dry_run and not merge.conflicts,
            **_describe(merge, standard),
        }
        where = f"{current_settings().base_url}/take-aways/returned/{returned.id}"
        if dry_run:
            session.rollback()
    _tell(outcome, as_json=as_json)
    if merge.conflicts:
        _refuse(merge, "" if dry_run else f" Decide there: {where}")


def _read(path: Path) -> ReturnedFile:
    try:
        with path.open("rb") as stream:
            return read_returned_file(stream)
    except OSError as error:
        fail(f"{path}: cannot be read: {error.strerror}")


def _find_take_away(reference: str) -> TakeAway:
    take_away = find_take_away(reference)
    if take_away is None:
        fail(f"This installation has no take-away sheet {reference}.")
    return take_away


def _merge(
    actor: Actor, returned: TakeAwayReturn, standard: Standard, *, dry_run: bool
) -> SheetMerge:
    """Return what is new in the file, after merging it where that loses nothing."""
    tree = queries.load_tree(returned.take_away.assessment_id)
    merge = services.compare_return(returned=returned, tree=tree)
    if not dry_run and not merge.conflicts and returned.merged_at is None:
        services.begin_merging(actor=actor, returned=returned)
        services.merge_return(
            actor=actor,
            returned=returned,
            standard=standard,
            decisions=services.take_theirs(merge),
            fingerprint=merge.fingerprint,
        )
    return merge


def _describe(merge: SheetMerge, standard: Standard) -> dict[str, Any]:
    def say(part: PartMerge, value: PartValue) -> str:
        return speak_part(standard, part.part, value)

    return {
        "changes": [
            {
                "code": part.code,
                "field": part.part,
                "from": say(part, part.ours),
                "to": say(part, part.theirs),
            }
            for part in merge.open_parts
            if not part.is_conflict
        ],
        "conflicts": [
            {
                "code": part.code,
                "field": part.part,
                "base": say(part, part.base),
                "theirs": say(part, part.theirs),
                "ours": say(part, part.ours),
            }
            for part in merge.conflicts
        ],
        "evidence": [{"code": each.code, "text": each.known} for each in merge.notes],
        "missing": list(merge.missing),
    }


def _tell(outcome: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(outcome)
        return
    for change in outcome["changes"]:
        click.echo(f"{change['code']}\t{change['field']}")
    verb = "merged" if outcome["merged"] else "not merged"
    click.echo(f"{plural(len(outcome['changes']), 'change', 'changes')}, {verb}.")


def _refuse(merge: SheetMerge, advice: str) -> NoReturn:
    told = [f"{part.code}, {part.part}: changed in the sheet and here" for part in merge.conflicts]
    fail("\n".join([*told, f"Nothing was merged.{advice}"]))
