"""The published JSON forms of the forecast and of what hangs on which evidence."""

from collections.abc import Sequence
from typing import Any

from cse_assess.analysis.forecast import Forecast, LevelChange, Moment
from cse_assess.analysis.fragility import Fragility, LeaveOut
from cse_assess.analysis.readiness import readiness_to_json


def forecast_to_json(forecast: Forecast, moments: Sequence[Moment] | None = None) -> dict[str, Any]:
    """Return the forecast (docs: command line, `forecast --json`), by default all its moments."""
    shown = forecast.moments if moments is None else moments
    return {
        "last": forecast.last.isoformat(),
        "first_failing": _day_of(forecast.first_failing),
        "first_passing": _day_of(forecast.first_passing),
        "failing_again": _day_of(forecast.failing_again),
        "moments": [_moment_to_json(each) for each in shown],
    }


def _day_of(moment: Moment | None) -> str | None:
    return moment.on.isoformat() if moment else None


def _moment_to_json(moment: Moment) -> dict[str, Any]:
    readiness = moment.readiness
    return {
        "from": moment.on.isoformat(),
        "occasions": [each.value for each in moment.occasions],
        "passes": readiness.passes,
        "verdict": readiness.verdict.value,
        "met": readiness.tally.met,
        "applicable": readiness.tally.applicable,
        "groups": readiness_to_json(readiness)["groups"],
        "reasons": list(readiness.reasons),
        "changes": [_change_to_json(each) for each in moment.changes],
    }


def _change_to_json(change: LevelChange) -> dict[str, Any]:
    return {
        "code": change.code,
        "before": change.before,
        "after": change.after,
        "lapsed": [each.title for each in change.lapsed],
        "done": [each.title for each in change.done],
        "outdated": [each.title for each in change.outdated],
    }


def fragility_to_json(fragility: Fragility) -> dict[str, Any]:
    """Return what hangs on what (docs: command line, `fragility --json`)."""
    return {
        "on": fragility.on.isoformat(),
        "passes": fragility.readiness.passes,
        "pieces": [_piece_to_json(each) for each in fragility.pieces],
    }


def _piece_to_json(piece: LeaveOut) -> dict[str, Any]:
    return {
        "item": piece.item_id,
        "title": piece.title,
        "proves": list(piece.proves),
        "falling": list(piece.falling),
        "failing": [group.code for group in piece.failing],
        "loses_award": piece.loses_award,
    }
