"""`cse-assess forecast`: how a self-assessment would stand on the days to come."""

from datetime import date, datetime
from typing import Any

import click

from cse_assess.accounts.actor import Actor
from cse_assess.analysis.forecast import Forecast, LevelChange, Moment, make_forecast
from cse_assess.assessments import queries
from cse_assess.assessments.forecast.situation import load_situation
from cse_assess.assessments.wording import standard_for
from cse_assess.cli.support import fail, instance_app, print_json
from cse_assess.clock import today
from cse_assess.standards.registry import standard_folders
from cse_assess.web.context import current_settings


@click.command("forecast")
@click.argument("assessment_id", metavar="ASSESSMENT", type=click.IntRange(min=1))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Judge this day only.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def forecast_command(assessment_id: int, on: datetime | None, *, as_json: bool) -> None:
    """Tell how the self-assessment ASSESSMENT stands on each day on which something changes."""
    with instance_app():
        assessment = queries.get_assessment(assessment_id)
        standard = standard_for(
            assessment, folders=standard_folders(current_settings().instance_path)
        )
        actor = Actor.system(assessment.organisation_id)
        situation = load_situation(actor, assessment, standard)
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
        "last": forecast.last.isoformat(),
        "first_failing": _day_of(forecast.first_failing),
        "first_passing": _day_of(forecast.first_passing),
        "moments": [_describe_moment(each) for each in moments],
    }


def _day_of(moment: Moment | None) -> str | None:
    return moment.on.isoformat() if moment else None


def _describe_moment(moment: Moment) -> dict[str, Any]:
    readiness = moment.readiness
    return {
        "from": moment.on.isoformat(),
        "occasions": [each.value for each in moment.occasions],
        "passes": readiness.passes,
        "verdict": readiness.verdict.value,
        "met": readiness.tally.met,
        "applicable": readiness.tally.applicable,
        "reasons": list(readiness.reasons),
        "changes": [_describe_change(each) for each in moment.changes],
    }


def _describe_change(change: LevelChange) -> dict[str, Any]:
    return {
        "code": change.code,
        "before": change.before,
        "after": change.after,
        "lapsed": [each.title for each in change.lapsed],
        "done": [each.title for each in change.done],
        "outdated": [each.title for each in change.outdated],
    }


def _write(document: dict[str, Any]) -> list[str]:
    lines = []
    for moment in document["moments"]:
        verdict = "passes" if moment["passes"] else "does not pass"
        met = f"{moment['met']} of {moment['applicable']} met"
        lines.append(f"{document['on'] or moment['from']}: {verdict}, {met}")
        lines += [f"  {reason}" for reason in moment["reasons"]]
    return lines
