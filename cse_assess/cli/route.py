"""`cse-assess route`: the least effort that leads to the award; needs no database."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from cse_assess.analysis.actions import PlannedAction
from cse_assess.analysis.csv_table import CsvFileError
from cse_assess.analysis.levels_file import read_levels
from cse_assess.analysis.readiness import Levels
from cse_assess.analysis.route.actions_file import read_actions
from cse_assess.analysis.route.finder import Route, find_route
from cse_assess.analysis.route.reasons import say_days
from cse_assess.cli.file_reading import read_table_file
from cse_assess.cli.standard_choice import choose_standard
from cse_assess.cli.support import fail, print_json
from cse_assess.standards.structure import Standard

T = TypeVar("T")

CSV = click.Path(path_type=Path)


@click.command("route")
@click.option(
    "--levels",
    "levels_file",
    required=True,
    metavar="FILE.csv",
    type=CSV,
    help="A CSV file with the columns code,level; an empty level is not scored.",
)
@click.option(
    "--actions",
    "actions_file",
    required=True,
    metavar="FILE.csv",
    type=CSV,
    help="A CSV file with the columns action,effort_days,code,to_level; a row for each effect.",
)
@click.option(
    "--margin",
    type=click.IntRange(min=0, max=1000),
    default=0,
    help="So many more are to be met in each group than it needs; default: 0.",
)
@click.option("--standard", "standard_name", metavar="S", help="An id, or a file; default: cse.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def route_command(
    levels_file: Path, actions_file: Path, margin: int, standard_name: str | None, *, as_json: bool
) -> None:
    """Find the actions of least effort with which levels pass a standard.

    An action never lowers a level, and what is not applicable stays so. Of equal efforts the
    fewest actions win, then those that come first in the file. The exit code is 0 whether there is
    a way or not, and 1 where a file is refused.
    """
    standard = choose_standard(standard_name)
    levels, actions = _read_both(levels_file, actions_file, standard)
    route = find_route(standard, levels, actions, margin=margin)
    if as_json:
        print_json(_route_to_json(route))
    else:
        click.echo("\n".join(_write_route(standard, route)))


def _read_both(
    levels_file: Path, actions_file: Path, standard: Standard
) -> tuple[Levels, list[PlannedAction]]:
    """Return what both files say; what is wrong with either is told in one run."""
    reasons: list[str] = []
    levels = _read(levels_file, read_levels, standard, reasons)
    actions = _read(actions_file, read_actions, standard, reasons)
    if levels is None or actions is None:
        fail("\n".join(reasons))
    return levels, actions


def _read(
    path: Path, reader: Callable[[bytes, str, Standard], T], standard: Standard, reasons: list[str]
) -> T | None:
    try:
        return reader(read_table_file(path), str(path), standard)
    except CsvFileError as error:
        reasons += error.reasons
        return None


def _route_to_json(route: Route) -> dict[str, Any]:
    days = route.effort_days
    whole = days is not None and days == days.to_integral_value()
    return {
        "possible": route.is_possible,
        "effort_days": None if days is None else int(days) if whole else float(days),
        "actions": [action.title for action in route.actions],
        "reasons": list(route.reasons),
    }


def _write_route(standard: Standard, route: Route) -> list[str]:
    if route.effort_days is None:
        heading = "no way to the award with these actions"
    else:
        heading = f"{say_days(route.effort_days)} of work lead to the award"
    return [f"{standard.title}: {heading}", "", *route.reasons]
