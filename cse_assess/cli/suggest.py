"""`cse-assess suggest`: which elements files may prove; needs no instance."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cse_assess.cli.file_reading import FILE, read_file
from cse_assess.cli.standard_choice import choose_standard
from cse_assess.cli.support import print_json

if TYPE_CHECKING:
    from cse_assess.analysis.suggestions import Reason, Suggestion
    from cse_assess.standards.structure import Standard

TOP = 5


@click.command("suggest")
@click.argument("files", metavar="FILE...", type=FILE, nargs=-1, required=True)
@click.option(
    "--top",
    metavar="N",
    type=click.IntRange(min=1),
    default=TOP,
    show_default=True,
    help="How many elements to suggest for each file at most.",
)
@click.option("--standard", "standard_name", metavar="S", help="An id, or a file; default: cse.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def suggest_command(
    files: tuple[Path, ...], top: int, standard_name: str | None, *, as_json: bool
) -> None:
    """Suggest the elements that each FILE may prove, with the words of the file that say so.

    The score lies between 0 and 1; it orders suggestions and is no probability. Where one file is
    refused or cannot be read, nothing is printed for the others and the exit code is 1.
    """
    standard = choose_standard(standard_name)
    found = [(path, _suggest(path, standard, top)) for path in files]
    if as_json:
        print_json([_suggestions_to_json(path, suggestions) for path, suggestions in found])
    else:
        click.echo("\n\n".join(_write(path, each, standard) for path, each in found))


def _suggest(path: Path, standard: "Standard", top: int) -> list["Suggestion"]:
    from cse_assess.analysis.suggestions import EvidenceText, suggest_elements

    document = read_file(path)
    text = EvidenceText(document.title, path.name, document.pages)
    return suggest_elements(text, standard, limit=top)


def _suggestions_to_json(path: Path, suggestions: Iterable["Suggestion"]) -> dict[str, Any]:
    return {
        "file": str(path),
        "elements": [
            {
                "code": each.code,
                "score": each.score,
                "because": [reason.words for reason in each.because],
            }
            for each in suggestions
        ],
    }


def _write(path: Path, suggestions: list["Suggestion"], standard: "Standard") -> str:
    lines = [str(path)]
    for each in suggestions:
        because = ", ".join(_write_reason(reason) for reason in each.because)
        title = standard.get_element(each.code).title
        lines.append(f"  {each.code} {title} ({each.score:.2f}): {because}")
    return "\n".join(lines if suggestions else [*lines, "  No element is suggested."])


def _write_reason(reason: "Reason") -> str:
    place = f"page {reason.page}" if reason.page else "title"
    return f"“{reason.words}” ({place})"
