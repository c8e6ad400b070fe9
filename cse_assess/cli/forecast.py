"""`cse-assess forecast`: how a self-assessment would stand on the days to come."""

from datetime import date, datetime
from typing import Any

import click

from cse_assess.analysis.forecast import Forecast, make_forecast
from cse_assess.analysis.outlook_json import forecast_to_json
from cse_assess.cli.assessment_choice import open_situation
from cse_assess.cli.support import fail, instance_app, print_json
from cse_assess.clock import today


@click.command("forecast")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Judge this day only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def forecast_command(assessment_id: int, on: datetime | None, *, as_json: bool) -> None:
    """Tell how the self-assessment ASSESSMENT stands on each day on which something changes."""
    with instance_app():
        assessment, standard, situation = open_situation(assessment_id)
        forecast = make_forecast(
            standard,
            situation.states,
            situation.actions,
            today=today(),
            visit_on=assessment.visit_on,
            last=on.date() if on else None,
        )
        document = _describe(assessment_id, forecast, on.date() if on else None)
    if as_json:
        print_json(document)
    else:
        click.echo("\n".join(_write(document)))


def _describe(assessment_id: int, forecast: Forecast, on: date | None) -> dict[str, Any]:
    moments = forecast.moments
    if on:
        found = forecast.find(on)
        if found is None:
            fail(f"{on.isoformat()} is before today; a forecast looks ahead.")
        moments = (found,)
    return {
        "assessment": assessment_id,
        "on": on.isoformat() if on else None,
        **forecast_to_json(forecast, moments),
    }


def _write(document: dict[str, Any]) -> list[str]:
    lines = []
    for moment in document["moments"]:
        verdict = "passes" if moment["passes"] else "does not pass"
        met = f"{moment['met']} of {moment['applicable']} met"
        lines.append(f"{document['on'] or moment['from']}: {verdict}, {met}")
        lines += [f"  {reason}" for reason in moment["reasons"]]
    return lines
