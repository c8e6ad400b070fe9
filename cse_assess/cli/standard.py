"""`cse-assess standard`: check, show, list, and import the official wording."""

import os
from pathlib import Path
from typing import Any

import click

from cse_assess.cli.standard_choice import choose_path, choose_standard
from cse_assess.cli.support import fail, print_json
from cse_assess.standards.errors import Fault, StandardError
from cse_assess.standards.importing.reader import LARGEST_SOURCE, read_official_wording
from cse_assess.standards.importing.report import (
    RowState,
    WordingError,
    report_to_json,
    write_report,
)
from cse_assess.standards.importing.writer import insert_wording
from cse_assess.standards.loader import load_standard
from cse_assess.standards.registry import read_catalogue
from cse_assess.standards.serialise import (
    criterion_to_json,
    element_to_json,
    standard_to_json,
    subcriterion_to_json,
)
from cse_assess.standards.structure import Criterion, Element, Standard, Subcriterion

Part = Criterion | Subcriterion | Element


@click.group("standard")
def standard_group() -> None:
    """Look at the standards, check one of your own, and import official wording."""


@standard_group.command("check")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
def check_command(files: tuple[Path, ...]) -> None:
    """Check standards' YAML files.

    Every fault of every file goes to stderr as FILE:LINE:COLUMN: what is wrong. The exit code is 1
    where there is any.
    """
    faults: list[Fault] = []
    for file in files:
        try:
            click.echo(f"{file}: sound: {_summarise(load_standard(file))}")
        except StandardError as error:
            faults += error.faults
    if faults:
        fail("\n".join(map(str, faults)))


def _summarise(standard: Standard) -> str:
    terms = standard.terms
    counts = [
        _count(len(standard.criteria), terms.criterion.one, terms.criterion.many),
        _count(len(standard.elements), terms.element.one, terms.element.many),
        _count(standard.guidance_count, terms.guidance.one, terms.guidance.many),
    ]
    own = [sub for sub in standard.subcriteria if not sub.implied]
    if own:
        counts.insert(1, _count(len(own), terms.subcriterion.one, terms.subcriterion.many))
    return f"{standard.title} {standard.version}, {', '.join(counts)}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


@standard_group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_command(*, as_json: bool) -> None:
    """List the standards that are installed.

    Those are the bundled ones and the `*.yaml` files in the folder `standards` of the instance; one
    there stands in place of a bundled one of the same id. A file with faults is named on stderr,
    and the exit code is then 1.
    """
    catalogue = read_catalogue()
    standards = sorted(catalogue.standards.values(), key=lambda each: each.id)
    if as_json:
        print_json([_describe(standard) for standard in standards])
    else:
        for standard in standards:
            click.echo(f"{standard.id}: {_summarise(standard)}")
    if catalogue.faults:
        fail("\n".join(map(str, catalogue.faults)))


def _describe(standard: Standard) -> dict[str, Any]:
    return {
        "id": standard.id,
        "title": standard.title,
        "version": standard.version,
        "criteria": len(standard.criteria),
        "subcriteria": sum(not sub.implied for sub in standard.subcriteria),
        "elements": len(standard.elements),
        "guidance": standard.guidance_count,
    }


@standard_group.command("show")
@click.argument("code", required=False)
@click.option("--standard", "standard_name", metavar="S", help="An id, or a file; default: cse.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def show_command(code: str | None, standard_name: str | None, *, as_json: bool) -> None:
    """Show a standard, or the part of it that has CODE."""
    standard = choose_standard(standard_name)
    if code is None:
        if as_json:
            print_json(standard_to_json(standard))
        else:
            click.echo("\n".join(_write_standard(standard)))
        return
    part = _find_part(standard, code)
    if part is None:
        fail(f"The standard “{standard.id}” has no “{code}”.")
    if as_json:
        print_json(_part_to_json(part))
    else:
        click.echo("\n".join(_write_part(part)))


def _find_part(standard: Standard, code: str) -> Part | None:
    parts: tuple[Part, ...] = (*standard.criteria, *standard.subcriteria, *standard.elements)
    return next((part for part in parts if part.code == code), None)


def _part_to_json(part: Part) -> dict[str, Any]:
    if isinstance(part, Criterion):
        return criterion_to_json(part)
    return element_to_json(part) if isinstance(part, Element) else subcriterion_to_json(part)


def _write_standard(standard: Standard) -> list[str]:
    lines = [f"{standard.title} {standard.version}", "", standard.about.strip()]
    for criterion in standard.criteria:
        lines += ["", f"{criterion.code} {criterion.title}"]
        for sub in criterion.subcriteria:
            lines += [] if sub.implied else [f"  {sub.code} {sub.title}"]
            lines += [f"    {element.code} {element.title}" for element in sub.elements]
    return lines


def _write_part(part: Part) -> list[str]:
    if not isinstance(part, Element):
        elements = [line for element in part.elements for line in ["", *_write_part(element)]]
        return [f"{part.code} {part.title}", *elements]
    lines = [f"{part.code} {part.title}", "", part.statement.strip(), ""]
    lines += [f"- {point.strip()}" for point in part.guidance]
    if part.official_statement:
        lines += ["", "Official wording:", "", part.official_statement.strip(), ""]
        lines += [f"- {point.strip()}" for point in part.official_guidance or ()]
    return lines


@standard_group.command("import")
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--into", "name", required=True, metavar="STANDARD", help="An id, or a file.")
@click.option(
    "-o",
    "output",
    metavar="OUT.yaml",
    type=click.Path(path_type=Path),
    help="Write the standard with the wording there; without it, nothing is written.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON document.")
def import_command(source: Path, name: str, output: Path | None, *, as_json: bool) -> None:
    """Read the official wording from your own copy of the published booklet.

    FILE is a PDF with a text layer or a UTF-8 text file. The report says of each element whether
    it was found, found and mended, or missed; only a missed one is not imported. OUT.yaml is the
    standard's file with the wording added: its comments and order stay. The exit code is 1 where an
    element was missed; what was found is written all the same, unless that is nothing.
    """
    path = choose_path(name)
    try:
        report = read_official_wording(_read_file(source), load_standard(path))
        if output is not None and report.imported:
            _write_file(output, insert_wording(path, report))
    except StandardError as error:
        fail(str(error))
    except WordingError as error:
        fail(f"{source}: {error}")
    if as_json:
        print_json(report_to_json(report))
    else:
        click.echo("\n".join(write_report(report)))
    if not report.is_complete:
        fail(f"{source}: {report.count(RowState.MISSED)} of {len(report.rows)} were missed.")


def _read_file(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_SOURCE + 1)
    except OSError as error:
        fail(f"{path}: cannot be read: {error.strerror}")


def _write_file(path: Path, text: str) -> None:
    """Write the whole text or leave the file as it was."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_text(text, encoding="utf-8", newline="")
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        fail(f"{path}: cannot be written: {error.strerror}")
